/// Starts executions for tasks.
protocol ExecutionStarting: Sendable {
    /// Starts an execution, or finds the one that the same task has started before.
    ///
    /// - Throws: ``OrchestratorError``; `StoreError`.
    func start(
        _ machine: String, name: String, input: String, parent: ExecutionRecord.Parent?
    ) async throws -> ExecutionRecord

    func arn(of record: ExecutionRecord) -> String
}
