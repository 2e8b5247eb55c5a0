import ArgumentParser

/// `orrery resume`.
struct ResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Lets paused instances go on (SIGCONT).")

    @OptionGroup var options: TrialOptions

    func run() async throws {
        try await options.afflict(.resume, "resumed")
    }
}
