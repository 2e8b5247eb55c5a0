import ArgumentParser
import MeshCore

/// `orrery workflow list`.
struct WorkflowListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the workflows, or the newest executions of one.")

    @OptionGroup var location: MeshLocation

    @Argument(help: "A workflow whose executions are listed.")
    var workflow: String?

    @Option(help: "How many executions at most, up to 1000.")
    var limit = 20

    @Flag(help: "As JSON, as the API tells it.")
    var json = false

    func validate() throws {
        guard (1...1000).contains(limit) else { throw ValidationError("--limit must be from 1 to 1000.") }
    }

    func run() async throws {
        try await Terminal.report {
            let items = try await AWSClient.with(location.folder) { client in
                let desk = WorkflowDesk(client: client)
                guard let workflow else { return try await desk.machines() }
                guard let machine = try await desk.machine(named: workflow) else {
                    throw CommandFailure.failed("there is no workflow '\(workflow)'")
                }
                return try await desk.executions(of: try machine.keptRuns(), limit: limit)
            }
            guard !json else { return Terminal.say(JSONValue.array(items).prettyPrinted) }
            Terminal.say(TextTable.text(workflow == nil ? Self.machines(items) : Self.executions(items)))
        }
    }

    static func machines(_ items: [JSONValue]) -> [[String]] {
        [["WORKFLOW", "TYPE", "CREATED", "ARN"]]
            + items.map { item in
                [
                    item["name"]?.stringValue ?? "", item["type"]?.stringValue ?? "",
                    RunReport.time(item["creationDate"])?.description ?? "",
                    item["stateMachineArn"]?.stringValue ?? "",
                ]
            }
    }

    static func executions(_ items: [JSONValue]) -> [[String]] {
        [["EXECUTION", "STATUS", "STARTED", "TOOK"]]
            + items.map { item in
                let begun = RunReport.time(item["startDate"])
                let took = begun.flatMap { begun in
                    RunReport.time(item["stopDate"]).map { RunDrawing.length(from: begun, to: $0) }
                }
                return [
                    item["name"]?.stringValue ?? "", item["status"]?.stringValue ?? "", begun?.description ?? "",
                    took ?? "-",
                ]
            }
    }
}
