import MeshCore
import MeshTestKit
import MeshTransport
import Testing

@Suite("A kill at any point of the orchestrator's work", .serialized)
struct CrashTests {
    private static let inner: JSONValue = [
        "StartAt": "Pass", "States": ["Pass": ["Type": "Pass", "Result": ["done": true], "End": true]],
    ]

    /// Everything that can be lost: a timer, a task that waits for an execution, one that waits for its token, and a map run.
    private static func outer(_ inner: String, _ holder: String) -> JSONValue {
        [
            "StartAt": "Rest",
            "States": [
                "Rest": ["Type": "Wait", "Seconds": 1, "Next": "Nested"],
                "Nested": [
                    "Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2",
                    "Parameters": ["StateMachineArn": .string(inner), "Input": ["a": 1]],
                    "ResultSelector": ["output.$": "$.Output"], "ResultPath": "$.nested", "Next": "Token",
                ],
                "Token": [
                    "Type": "Task", "Resource": "arn:aws:states:::states:startExecution.waitForTaskToken",
                    "Parameters": ["StateMachineArn": .string(holder), "Input": ["token.$": "$$.Task.Token"]],
                    "ResultPath": "$.token", "Next": "Map",
                ],
                "Map": [
                    "Type": "Map", "ItemsPath": "$.items", "ResultPath": "$.map",
                    "ItemProcessor": [
                        "ProcessorConfig": ["Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"], "StartAt": "Item",
                        "States": ["Item": ["Type": "Pass", "End": true]],
                    ],
                    "End": true,
                ],
            ],
        ]
    }

    /// What came of the workflow, whoever ran it to its end.
    private struct Outcome: Equatable {
        var status = ""
        var output: JSONValue = .null
        var nested = 0
        var holders = 0
        var isHistoryWhole = false
    }

    private static let expected = Outcome(
        status: "SUCCEEDED",
        output: ["items": [1, 2, 3], "nested": ["output": ["done": true]], "token": "yes", "map": [1, 2, 3]], nested: 1,
        holders: 1, isHistoryWhole: true)

    /// Runs the workflow, asking again whatever was not answered.
    private func drive(_ door: WorkflowDoor) async throws -> Outcome {
        let inner = try await door.create("inner", Self.inner)
        let holder = try await door.create("holder", Self.inner)
        let machine = try await door.create("outer", Self.outer(inner, holder))
        do {
            _ = try await door.start(machine, name: "one", input: ["items": [1, 2, 3]])
        } catch let refusal as WorkflowDoor.Refusal where refusal.type == "ExecutionAlreadyExists" {
            // It had ended before the kill.
        }
        let execution = machine.replacing("stateMachine:outer", with: "execution:outer:one")
        try await waitUntil("the token is out", limit: .seconds(20)) {
            try await self.executions(of: holder, door).count == 1
        }
        let held = try await door.describe(try await executions(of: holder, door)[0])
        let token = try JSONValue(parsing: held["input"]?.stringValue ?? "")["token"]
        do {
            try await door.call("SendTaskSuccess", ["taskToken": token ?? .null, "output": "\"yes\""])
        } catch let refusal as WorkflowDoor.Refusal where refusal.type == "TaskTimedOut" {
            // It was answered before the kill.
        }
        try await waitUntil("the workflow ends", limit: .seconds(20)) {
            try await door.describe(execution)["status"] != "RUNNING"
        }
        return try await outcome(of: execution, inner, holder, door)
    }

    private func outcome(
        of execution: String, _ inner: String, _ holder: String, _ door: WorkflowDoor
    ) async throws -> Outcome {
        let description = try await door.describe(execution)
        let history = try await door.call(
            "GetExecutionHistory", ["executionArn": .string(execution), "maxResults": 1000])
        let ids = (history["events"]?.arrayValue ?? []).compactMap { $0["id"]?.intValue }
        return Outcome(
            status: description["status"]?.stringValue ?? "",
            output: try JSONValue(parsing: description["output"]?.stringValue ?? "null"),
            nested: try await executions(of: inner, door).count, holders: try await executions(of: holder, door).count,
            isHistoryWhole: ids == Array(1...Int64(ids.count)))
    }

    private func executions(of machine: String, _ door: WorkflowDoor) async throws -> [String] {
        let answer = try await door.call("ListExecutions", ["stateMachineArn": .string(machine)])
        return (answer["executions"]?.arrayValue ?? []).compactMap { $0["executionArn"]?.stringValue }
    }

    /// Runs the workflow in a process that is killed at a boundary, and to its end in another.
    private func run(killingAt boundary: Int?) async throws -> (Outcome, boundaries: [String]) {
        let directory = try TemporaryDirectory()
        let first = try CrasherProcess.orchestrator(directory: directory.path, crashAt: boundary)
        defer { first.kill() }
        do {
            let outcome = try await first.withDoor { try await drive($0) }
            return (outcome, first.boundaries)
        } catch {
            try await waitUntil("the first process is dead, not: \(error)") { first.hasEnded }
        }
        let second = try CrasherProcess.orchestrator(directory: directory.path)
        defer { second.kill() }
        let outcome = try await second.withDoor { try await drive($0) }
        return (outcome, first.boundaries)
    }

    @Test("loses nothing and does nothing twice", .timeLimit(.minutes(10)))
    func sweep() async throws {
        let (outcome, boundaries) = try await run(killingAt: nil)
        #expect(outcome == Self.expected)
        try #require(boundaries.count > 10)
        for boundary in 1...boundaries.count {
            let (outcome, reached) = try await run(killingAt: boundary)
            #expect(outcome == Self.expected, "killed at \(boundary), \(reached.last ?? "nowhere")")
        }
    }
}
