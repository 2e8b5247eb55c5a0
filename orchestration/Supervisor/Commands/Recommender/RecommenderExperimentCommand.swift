import ArgumentParser
import RecommenderAPI

/// `orrery recommender experiment`.
struct RecommenderExperimentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "experiment", abstract: "What an experiment of the running mesh has shown.",
        discussion: """
            A table of each variant beside the control, by the experiment's metric: the share of answers with an outcome, and how much \
            more that is, with the 95 % interval for who looks once at the end, and the one that holds at any time. Exposures of one unit \
            depend on each other, and intervals reckon with it. Below: what bandits know of their arms, and what other policies would \
            have brought. --json prints everything.
            """)

    @OptionGroup var location: MeshLocation

    @Argument(help: "The experiment's name.")
    var name: String

    @Flag(help: "The whole report as JSON.")
    var json = false

    func run() async throws {
        try await Terminal.report {
            let found = try await GatewayExportSource.with(location.folder) { try await $0.experimentReport(name) }
            guard let report = found else { throw CommandFailure.failed("there is no experiment '\(name)'") }
            Terminal.say(json ? try JSONText.pretty(report) : ExperimentTable(report).text)
        }
    }
}
