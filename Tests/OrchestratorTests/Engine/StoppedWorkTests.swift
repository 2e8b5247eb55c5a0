import MeshCore
import MeshTestKit
import Testing

@testable import Orchestrator

/// What becomes of work for which nobody waits any more, and of requests that come twice.
@Suite("Work that is stopped", .serialized)
struct StoppedWorkTests {
    private static let wait: JSONValue = [
        "StartAt": "W", "States": ["W": ["Type": "Wait", "Seconds": 600, "End": true]],
    ]

    private static func nesting(_ child: String, _ more: JSONObject = [:]) -> JSONValue {
        var task: JSONObject = [
            "Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2",
            "Parameters": ["StateMachineArn": .string(child), "Input": .null], "End": true,
        ]
        for (name, value) in more { task[name] = value }
        return ["StartAt": "N", "States": ["N": .object(task)]]
    }

    private func with(_ body: (WorkflowDoor) async throws -> Void) async throws {
        let directory = try TemporaryDirectory()
        let process = try CrasherProcess.orchestrator(directory: directory.path)
        defer { process.kill() }
        try await process.withDoor { try await body($0) }
    }

    private func statuses(of machine: String, _ door: WorkflowDoor) async throws -> [String] {
        let answer = try await door.call("ListExecutions", ["stateMachineArn": .string(machine)])
        return (answer["executions"]?.arrayValue ?? []).compactMap { $0["status"]?.stringValue }
    }

    private func waitFor(_ status: String, _ execution: String, _ door: WorkflowDoor) async throws {
        try await waitUntil("\(execution) is \(status)", limit: .seconds(20)) {
            try await door.describe(execution)["status"] == .string(status)
        }
    }

    @Test("An execution that a task waits for is stopped with it", .timeLimit(.minutes(1)))
    func nested() async throws {
        try await with { door in
            let child = try await door.create("child", Self.wait)
            let parent = try await door.create("parent", Self.nesting(child))
            let execution = try await door.start(parent)
            try await waitUntil("the child runs") { try await self.statuses(of: child, door) == ["RUNNING"] }
            try await door.call("StopExecution", ["executionArn": .string(execution)])
            try await waitUntil("the child is stopped") { try await self.statuses(of: child, door) == ["ABORTED"] }

            let late = try await door.create("late", Self.nesting(child, ["TimeoutSeconds": 1]))
            try await waitFor("FAILED", try await door.start(late), door)
            try await waitUntil("the second child is stopped") {
                try await self.statuses(of: child, door) == ["ABORTED", "ABORTED"]
            }
        }
    }

    @Test(
        "A redrive that is asked for twice is done once, and one that ends at once has ended", .timeLimit(.minutes(1)))
    func redrive() async throws {
        try await with { door in
            let machine = try await door.create(
                "failing", ["StartAt": "F", "States": ["F": ["Type": "Fail", "Error": "E"]]])
            let execution = try await door.start(machine)
            try await waitFor("FAILED", execution, door)
            let request: JSONValue = ["executionArn": .string(execution), "clientToken": "one"]
            let first = try await door.call("RedriveExecution", request)
            try await waitFor("FAILED", execution, door)
            #expect(try await door.call("RedriveExecution", request) == first)
            #expect(try await door.describe(execution)["redriveCount"] == 1)
            try await door.call("RedriveExecution", ["executionArn": .string(execution), "clientToken": "two"])
            try await waitFor("FAILED", execution, door)
            #expect(try await door.describe(execution)["redriveCount"] == 2)
        }
    }

    @Test("A text that is no token is told from a token that has had its time", .timeLimit(.minutes(1)))
    func tokens() async throws {
        try await with { door in
            for (token, type) in [("no token", "InvalidToken"), (String(repeating: "a", count: 64), "TaskTimedOut")] {
                await #expect {
                    try await door.call("SendTaskSuccess", ["taskToken": .string(token), "output": "1"])
                } throws: {
                    ($0 as? WorkflowDoor.Refusal)?.type == type
                }
            }
        }
    }

    @Test("What is started with nothing is started with an object without members", .timeLimit(.minutes(1)))
    func emptyInput() async throws {
        try await with { door in
            let child = try await door.create("child", ["StartAt": "S", "States": ["S": ["Type": "Succeed"]]])
            let execution = try await door.start(try await door.create("parent", Self.nesting(child)))
            try await waitFor("SUCCEEDED", execution, door)
            let text = try await door.describe(execution)["output"]?.stringValue ?? ""
            #expect(try JSONValue(parsing: text)["Input"] == [:])
        }
    }
}
