import Synchronization

@testable import Orchestrator

/// Starts executions for tasks, by the engine of the task's own instance.
final class SimulatedStarter: ExecutionStarting {
    private let engine = Mutex<WorkflowEngine?>(nil)

    func connect(_ engine: WorkflowEngine) { self.engine.withLock { $0 = engine } }

    private func connected() throws -> WorkflowEngine {
        guard let engine = engine.withLock({ $0 }) else { throw OrchestratorError.notReady }
        return engine
    }

    func start(
        _ machine: String, name: String, input: String, parent: ExecutionRecord.Parent?
    ) async throws -> ExecutionRecord {
        let engine = try connected()
        let target = try engine.store.startTarget(machine, draw: 0)
        return try await engine.start(StartRequest(target: target, name: name, input: input, parent: parent))
    }

    func arn(of record: ExecutionRecord) -> String { WorkflowWorld.scope.text(record.resource) }
}
