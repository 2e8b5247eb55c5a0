import ArgumentParser

/// `orrery kill`.
struct KillCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kill", abstract: "Kills instances with SIGKILL, as a trial; new ones are started at once.")

    @OptionGroup var options: TrialOptions

    func run() async throws {
        try await options.afflict(.kill, "killed")
    }
}
