import ArgumentParser
import FoundationEssentials
import MeshCore

/// `orrery workflow start`.
struct WorkflowStartCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start", abstract: "Starts an execution of a workflow.",
        discussion: """
            Prints the execution's ARN; with --wait its output when it has succeeded, else how it ended, with code 1.
            orchestration/orrery workflow start checkout --input '{"checkout": "chk_…"}' --wait
            """)

    @OptionGroup var location: MeshLocation

    @Argument(help: "The name of a workflow that is deployed, or a file with a definition, which is deployed first.")
    var workflow: String

    @Option(help: "The input as JSON, @FILE, or - for standard input.")
    var input = "{}"

    @Option(help: "The execution's name; a new one when it is absent.")
    var name: String?

    @Flag(help: "Waits for the end.")
    var wait = false

    func run() async throws {
        try await Terminal.report {
            let text = try PayloadText.read(input)
            do {
                _ = try JSONValue(parsing: text, limits: JSONLimits(depth: 512))
            } catch {
                throw CommandFailure.failed("the input is no JSON: \(error)")
            }
            try await AWSClient.with(location.folder) { client in
                let desk = WorkflowDesk(client: client)
                let machine = try await machine(desk)
                let name = name ?? UUID().uuidString.lowercased()
                if wait, machine.isExpress {
                    return try RunWatch.sayOutput(of: try await desk.run(machine.arn, name: name, input: text))
                }
                let execution = try await desk.start(machine.arn, name: name, input: text)
                guard wait else { return Terminal.say(execution) }
                Terminal.note(execution)
                try await RunWatch(desk: desk, execution: execution).sayOutput()
            }
        }
    }

    private func machine(_ desk: WorkflowDesk) async throws -> DeployedWorkflow {
        var name = workflow
        var isFolder = false
        if FileManager.default.fileExists(atPath: workflow, isDirectory: &isFolder), !isFolder {
            let file = try WorkflowFile(workflow)
            _ = try await desk.deploy(file)
            name = file.name
        }
        guard let machine = try await desk.machine(named: name) else {
            throw CommandFailure.failed(
                "there is no workflow '\(workflow)'; `orchestration/orrery workflow deploy \(workflow)` brings one of this repository"
            )
        }
        return machine
    }
}
