import MeshCore
import MeshTestKit
import Testing

@Suite("Redriven executions")
struct RedriveTests {
    @Test("One that fails again at once has ended again, and can be redriven again")
    func failsAtOnce() async throws {
        let directory = try TemporaryDirectory()
        let process = try CrasherProcess.orchestrator(directory: directory.path)
        defer { process.kill() }
        try await process.withDoor { door in
            let machine = try await door.create(
                "broken", ["StartAt": "F", "States": ["F": ["Type": "Fail", "Error": "Broken"]]])
            let execution = try await door.start(machine)
            func failed(redrives: Int64) async throws {
                try await waitUntil("it has failed, redriven \(redrives) times") {
                    let told = try await door.describe(execution)
                    return told["status"] == "FAILED" && told["redriveCount"]?.intValue == redrives
                        && told["error"] == "Broken" && told["stopDate"] != nil
                }
            }
            try await failed(redrives: 0)
            try await door.call("RedriveExecution", ["executionArn": .string(execution)])
            try await failed(redrives: 1)
            try await door.call("RedriveExecution", ["executionArn": .string(execution)])
            try await failed(redrives: 2)
            #expect(
                try await door.history(execution).filter { $0.hasPrefix("Execution") } == [
                    "ExecutionStarted", "ExecutionFailed", "ExecutionRedriven", "ExecutionFailed", "ExecutionRedriven",
                    "ExecutionFailed",
                ])
        }
    }
}
