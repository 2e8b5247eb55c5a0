import MeshTestKit

extension CrasherProcess {
    /// The orchestrator, which may kill itself at a boundary of its work.
    static func orchestrator(directory: String, crashAt boundary: Int? = nil) throws -> CrasherProcess {
        try CrasherProcess(
            "WorkflowCrasher", directory: directory, crashAt: boundary, settings: ["--aws-callers", "anybody"])
    }

    /// Uses its API, once it holds executions.
    func withDoor<Value: Sendable>(_ body: (WorkflowDoor) async throws -> Value) async throws -> Value {
        try await withClient { client in
            let door = WorkflowDoor(client: client)
            try await waitUntil("it holds executions") { try await door.isReady() || self.hasEnded }
            return try await body(door)
        }
    }
}
