import ArgumentParser

/// `orrery workflow redrive`.
struct WorkflowRedriveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redrive", abstract: "Takes an execution that has failed up again where it failed.")

    @OptionGroup var location: MeshLocation

    @Argument(help: "An execution's ARN, WORKFLOW/EXECUTION, or a workflow, whose newest execution is meant.")
    var execution: String

    func run() async throws {
        try await Terminal.report {
            try await AWSClient.with(location.folder) { client in
                let desk = WorkflowDesk(client: client)
                let arn = try await desk.execution(execution)
                try await desk.redrive(arn)
                Terminal.say(arn)
            }
        }
    }
}
