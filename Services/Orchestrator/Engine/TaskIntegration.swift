import StatesLanguage

/// Does the tasks of one kind. It may be asked for the same task again, after a crash, with the same idempotency token.
protocol TaskIntegration: Sendable {
    /// Does a task, or hands it on.
    ///
    /// - Throws: `CancellationError` when the engine ends; the task is then done again.
    func perform(_ job: TaskJob) async throws -> TaskOutcome
}
