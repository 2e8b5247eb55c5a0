import MeshCore
import MeshStore

extension OrchestratorStore {
    /// Takes all that a task needs, or nothing.
    ///
    /// - Parameter owner: The instance that does the task; it must have announced itself.
    /// - Throws: `StoreError`.
    func take(_ claim: DispatchClaim, for owner: String) async throws -> DispatchVerdict {
        let now = clock.now()
        // Who waits asks often, and is mostly told what it was told before.
        let known = try store.fastRead { db in try HoldBook(db, owner: owner, now: now).knownRefusal(of: claim) }
        if let known { return known }
        return try await store.write { db in try HoldBook(db, owner: owner, now: now).take(claim) }
    }

    /// Gives back what a task has taken.
    ///
    /// - Returns: Whether another instance waits for some of it.
    /// - Throws: `StoreError`.
    func letGo(_ claim: DispatchClaim, of owner: String) async throws -> Bool {
        let now = clock.now()
        return try await store.write { db in try HoldBook(db, owner: owner, now: now).letGo(claim) }
    }
}
