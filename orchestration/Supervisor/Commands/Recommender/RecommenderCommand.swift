import ArgumentParser

/// `orrery recommender`.
struct RecommenderCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recommender",
        abstract: "What recommends: how good its models are on data of yours, and what experiments have shown.",
        subcommands: [RecommenderEvaluateCommand.self, RecommenderExperimentCommand.self])
}
