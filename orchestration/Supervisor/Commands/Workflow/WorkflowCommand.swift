import ArgumentParser

/// `orrery workflow`.
struct WorkflowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "workflow", abstract: "Works with workflows in the Amazon States Language.",
        subcommands: [
            WorkflowValidateCommand.self, WorkflowTestCommand.self, WorkflowGraphCommand.self,
            WorkflowDeployCommand.self, WorkflowStartCommand.self, WorkflowListCommand.self,
            WorkflowShowCommand.self, WorkflowRedriveCommand.self,
        ])
}
