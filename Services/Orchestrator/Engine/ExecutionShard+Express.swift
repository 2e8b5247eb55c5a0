import MeshCore
import StatesLanguage

extension ExecutionShard {
    /// Runs an express execution whose caller waits for its end.
    ///
    /// - Throws: ``OrchestratorError``; `CancellationError` when the caller does not wait any more.
    func runExpress(
        _ draft: (Int64, Timestamp) -> ExecutionRecord, definition: Definition, roleARN: String
    ) async throws -> (ExecutionRecord, ExecutionEnding) {
        guard !hasClosed else { throw OrchestratorError.notReady }
        let now = environment.clock.now()
        let record = draft(sequence.next(at: now), now)
        let ending = try await withCheckedThrowingContinuation { continuation in
            expressWaiters[record.number] = continuation
            start(record, definition: definition, roleARN: roleARN, isKnown: true)
        }
        return (record, ending)
    }
}
