/// Keeps keys and limits of dispatch among all instances.
protocol DispatchHolds: Sendable {
    /// Takes all that a task needs, or nothing.
    ///
    /// - Throws: `StoreError`; `CancellationError`.
    func take(_ claim: DispatchClaim) async throws -> DispatchVerdict

    /// Gives back what a task has taken.
    ///
    /// - Throws: `StoreError`; `CancellationError`.
    func letGo(_ claim: DispatchClaim) async throws
}
