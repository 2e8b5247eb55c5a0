import MeshCore
import StatesLanguage

/// What the commands do with workflows, through their API.
struct WorkflowDesk: Sendable {
    /// What became of a workflow that was deployed.
    typealias Change = FunctionDesk.Change

    let client: AWSClient

    /// Pages of answers: as many as the API gives at once.
    private static let pageSize: JSONValue = 1000

    // MARK: State machines

    /// All state machines, in the order of the API.
    func machines() async throws -> [JSONValue] {
        try await pages("ListStateMachines", [:], of: "stateMachines")
    }

    /// A state machine; nil when there is none of that name.
    func machine(named name: String) async throws -> DeployedWorkflow? {
        try await machines().first { $0["name"]?.stringValue == name }.map(DeployedWorkflow.init)
    }

    /// Makes a state machine what a definition says.
    ///
    /// - Throws: ``CommandFailure`` with what is wrong with the definition; ``AWSRefusal``.
    func deploy(_ file: WorkflowFile, isExpress: Bool = false) async throws -> (arn: String, change: Change) {
        let report = DefinitionValidator(kind: isExpress ? .express : .standard).validate(file.text)
        guard report.isOK else {
            throw CommandFailure.failed(
                "\(file.path) is not deployed, since it has errors:\n\(report.lines(file.path).joined(separator: "\n"))"
            )
        }
        guard let arn = try await machine(named: file.name)?.arn else {
            let created = try await client.states(
                "CreateStateMachine",
                [
                    "name": .string(file.name), "definition": .string(file.text),
                    "roleArn": .string(FunctionFolder.role), "type": isExpress ? "EXPRESS" : "STANDARD",
                ])
            return (created["stateMachineArn"]?.stringValue ?? "", .created)
        }
        let known = try await client.states("DescribeStateMachine", ["stateMachineArn": .string(arn)])
        guard known["definition"]?.stringValue != file.text else { return (arn, .unchanged) }
        _ = try await client.states(
            "UpdateStateMachine", ["stateMachineArn": .string(arn), "definition": .string(file.text)])
        return (arn, .updated)
    }

    // MARK: Executions

    /// The newest executions of a state machine.
    func executions(of machine: String, limit: Int) async throws -> [JSONValue] {
        let page = try await client.states(
            "ListExecutions", ["stateMachineArn": .string(machine), "maxResults": .int(Int64(limit))])
        return page["executions"]?.arrayValue ?? []
    }

    /// The execution that people mean: an ARN, `WORKFLOW/EXECUTION`, or a workflow, whose newest one it is.
    ///
    /// - Throws: ``CommandFailure`` when there is none.
    func execution(_ text: String) async throws -> String {
        if text.hasPrefix("arn:") { return text }
        let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
        guard let machine = try await machine(named: parts.first ?? "") else {
            throw CommandFailure.failed("there is no workflow '\(parts.first ?? "")'")
        }
        let arn = try machine.keptRuns()
        if parts.count == 2 {
            return arn.replacing(":stateMachine:", with: ":execution:", maxReplacements: 1) + ":" + parts[1]
        }
        guard let newest = try await executions(of: arn, limit: 1).first?["executionArn"]?.stringValue else {
            throw CommandFailure.failed("'\(text)' has not been started yet")
        }
        return newest
    }

    /// Starts an execution.
    ///
    /// - Parameter name: Its name, so that sending the request again starts nothing twice.
    func start(_ machine: String, name: String, input: String) async throws -> String {
        let started = try await client.states(
            "StartExecution",
            ["stateMachineArn": .string(machine), "name": .string(name), "input": .string(input)])
        return started["executionArn"]?.stringValue ?? ""
    }

    /// Runs an express workflow to its end.
    ///
    /// - Returns: How it ended.
    func run(_ machine: String, name: String, input: String) async throws -> RunReport {
        let ended = try await client.states(
            "StartSyncExecution",
            ["stateMachineArn": .string(machine), "name": .string(name), "input": .string(input)])
        return RunReport(ended, RunLog().tree)
    }

    func redrive(_ execution: String) async throws {
        _ = try await client.states("RedriveExecution", ["executionArn": .string(execution)])
    }

    /// How an execution is; its history is read from where the tree ends.
    ///
    /// - Parameter seconds: How long the orchestrator may wait for its end; nil to be told at once.
    func report(_ execution: String, _ log: inout RunLog, waiting seconds: Int? = nil) async throws -> RunReport {
        // First the description: a history that is read afterwards has all that it tells of.
        let description = try await client.states(
            "DescribeExecution", ["executionArn": .string(execution)], waiting: seconds)
        try await read(execution, &log)
        return RunReport(description, log.tree)
    }

    /// Reads what is new in a history.
    private func read(_ execution: String, _ log: inout RunLog) async throws {
        var token: JSONValue?
        repeat {
            var request: JSONObject = ["executionArn": .string(execution), "maxResults": Self.pageSize]
            request["nextToken"] = token ?? log.token
            let page = try await client.states("GetExecutionHistory", request)
            log.take(page["events"]?.arrayValue ?? [], from: token ?? log.token)
            token = page["nextToken"]
        } while token?.stringValue != nil
    }

    private func pages(_ operation: String, _ input: JSONObject, of member: String) async throws -> [JSONValue] {
        var items: [JSONValue] = []
        var token: JSONValue?
        repeat {
            var request = input
            request["maxResults"] = Self.pageSize
            request["nextToken"] = token
            let page = try await client.states(operation, request)
            items += page[member]?.arrayValue ?? []
            token = page["nextToken"]
        } while token?.stringValue != nil
        return items
    }
}
