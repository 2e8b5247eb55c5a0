import ArgumentParser

/// `orrery restart`.
struct RestartCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restart",
        abstract: "Replaces a service's instances by ones of the same executable, without a failed request.")

    @OptionGroup var options: OperationOptions

    func run() async throws {
        try await options.operate("restart")
    }
}
