import ArgumentParser
import ShopScience

/// `orrery science`.
struct ScienceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "science", abstract: "What the shop's figures say: forecasts, segments, anomalies, prices, churn.",
        discussion: """
            Each reads a table from a file: comma-separated values with a heading, or a JSON object on each line. Dates are written \
            2026-11-22, moments 2026-11-22T08:30:00Z. Each says how wrong it was on a part of the file that it had not seen, beside what \
            anybody would say without it. They need no mesh.
            """,
        subcommands: [
            ScienceForecastCommand.self, ScienceSegmentsCommand.self, ScienceAnomaliesCommand.self,
            SciencePriceCommand.self, ScienceChurnCommand.self,
        ])

    /// Says what was found, or what is wrong with the file or the settings.
    static func say(json: Bool, _ report: () throws -> some ScienceReport) async throws {
        try await Terminal.report {
            do {
                let report = try report()
                Terminal.say(json ? try JSONText.pretty(report) : report.text)
            } catch let problem as InputProblem {
                throw CommandFailure.failed("\(problem)")
            } catch let error as ScienceError {
                throw CommandFailure.failed("\(error)")
            }
        }
    }
}

/// What all of them take.
struct ScienceOptions: ParsableArguments {
    @Argument(help: "The table.")
    var file: String

    @Flag(help: "Everything that was found, as JSON.")
    var json = false

    /// - Throws: ``InputProblem`` and ``CommandFailure``.
    func table() throws -> InputTable {
        let table = try InputTable(readingFile: file)
        guard !table.rows.isEmpty else {
            throw InputProblem(file: file, line: 1, column: 1, reason: "there are no rows in it")
        }
        return table
    }
}
