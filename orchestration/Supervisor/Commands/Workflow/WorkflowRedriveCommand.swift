import ArgumentParser

/// `orrery workflow redrive`.
struct WorkflowRedriveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redrive", abstract: "Takes an execution that has failed up again where it failed.",
        discussion:
            "Prints the execution's ARN; with --wait its output when it has succeeded, else how it ended, with code 1.")

    @OptionGroup var location: MeshLocation

    @Argument(help: "An execution's ARN, WORKFLOW/EXECUTION, or a workflow, whose newest execution is meant.")
    var execution: String

    @Flag(help: "Waits for the end.")
    var wait = false

    func run() async throws {
        try await Terminal.report {
            try await AWSClient.with(location.folder) { client in
                let desk = WorkflowDesk(client: client)
                let arn = try await desk.execution(execution)
                try await desk.redrive(arn)
                guard wait else { return Terminal.say(arn) }
                Terminal.note(arn)
                try await RunWatch(desk: desk, execution: arn).sayOutput()
            }
        }
    }
}
