import MeshCore
import MeshRuntime
import MeshTransport
import Synchronization

@testable import Orchestrator

/// Everything that the targets of schedules are called by, which notes its calls and answers as it is told.
final class TargetStage: ExecutionStarting, OperationCalling, FunctionInvoking, MeshServices {
    private struct State {
        var notes: [String] = []
        var failure: (any Error)?
        var outcome: FunctionOutcome?
    }

    private let state = Mutex(State())

    var notes: [String] { state.withLock(\.notes) }

    func fail(_ failure: any Error) { state.withLock { $0.failure = failure } }

    func answer(_ outcome: FunctionOutcome) { state.withLock { $0.outcome = outcome } }

    private func note(_ text: String) throws {
        try state.withLock { state in
            state.notes.append(text)
            if let failure = state.failure { throw failure }
        }
    }

    func start(
        _ machine: String, name: String, input: String, parent: ExecutionRecord.Parent?
    ) async throws -> ExecutionRecord {
        try note("start \(machine) \(name) \(input)")
        return ExecutionRecord(
            number: 1, shard: 0, machine: 1, machineName: "m", name: name, revision: 1, kind: .standard,
            startedAt: ScheduleBench.start, input: input)
    }

    func arn(of record: ExecutionRecord) -> String { record.name }

    func call(_ operation: String, _ input: JSONObject) async throws -> JSONValue {
        try note("call \(operation) \(JSONValue.object(input))")
        return [:]
    }

    func invoke(_ call: FunctionCall) async throws -> FunctionOutcome {
        try note("invoke \(call.function) \(call.invocationType ?? "") \(call.idempotencyToken) \(call.payload)")
        return state.withLock(\.outcome)
            ?? .answered(
                FunctionAnswer(status: 202, payload: "", functionError: nil, version: nil, requestID: nil))
    }

    func client(of service: String) -> ServiceClient? { nil }
}
