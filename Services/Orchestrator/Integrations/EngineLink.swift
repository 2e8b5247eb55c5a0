import MeshCore
import Synchronization

/// Leads integrations back to the engine that they are a part of.
final class EngineLink: OperationCalling, ExecutionStarting {
    private struct Ends {
        let engine: WorkflowEngine
        let handlers: StepFunctionsHandlers
    }

    private let ends = Mutex<Ends?>(nil)

    func connect(_ engine: WorkflowEngine, _ handlers: StepFunctionsHandlers) {
        ends.withLock { $0 = Ends(engine: engine, handlers: handlers) }
    }

    private func connected() throws(OrchestratorError) -> Ends {
        guard let ends = ends.withLock({ $0 }) else { throw .notReady }
        return ends
    }

    func call(_ operation: String, _ input: JSONObject) async throws -> JSONValue {
        try await connected().handlers.call(operation, input)
    }

    func start(
        _ machine: String, name: String, input: String, parent: ExecutionRecord.Parent?
    ) async throws -> ExecutionRecord {
        let engine = try connected().engine
        let target = try engine.store.startTarget(machine, draw: Int64.random(in: 0..<100))
        if let parent, parent.interest != .none, target.type == .express {
            throw OrchestratorError.typeNotSupported("Nested express executions cannot be waited for.")
        }
        try NameRule.check(name)
        return try await engine.start(StartRequest(target: target, name: name, input: input, parent: parent))
    }

    func arn(of record: ExecutionRecord) -> String {
        // Whoever has a record got it from the engine.
        ends.withLock { $0?.engine.store.scope.text(record.resource) } ?? ""
    }

    /// Does what another instance's bell asks for.
    func heard(_ bell: InstanceBell) {
        ends.withLock { $0?.engine }?.heard(bell)
    }
}
