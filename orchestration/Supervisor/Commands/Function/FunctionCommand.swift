import ArgumentParser

/// `orrery function`.
struct FunctionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "function", abstract: "Works with functions.",
        subcommands: [
            FunctionDeployCommand.self, FunctionInvokeCommand.self, FunctionLogsCommand.self, FunctionListCommand.self,
        ])
}
