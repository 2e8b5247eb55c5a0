import ArgumentParser

/// Follows events from who sends them to who reads them, for `orrery bench events`.
@main
struct Main: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "EventBench",
        abstract: "Sends events at a steady rate, reads them again, and prints how long each took as JSON.",
        subcommands: [FollowRun.self])
}
