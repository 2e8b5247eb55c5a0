import ArgumentParser

/// `orrery pause`.
struct PauseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause",
        abstract: "Stops instances with SIGSTOP, as a trial: they hold their connections and answer nothing.")

    @OptionGroup var options: TrialOptions

    func run() async throws {
        try await options.afflict(.pause, "paused")
    }
}
