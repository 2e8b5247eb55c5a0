import Logging
import MeshCore
import MeshStore

/// The work beside requests: signing keys, last uses, idle memory, and the sweeping of what has had its time.
struct Housekeeper: Sendable {
    let store: IdentityStore
    let signingKeys: SigningKeyKeeper
    let keys: KeyKeeper
    let hasher: PasswordHasher
    let leases: Leases
    let answers: IdempotencySweeper
    let retention: Retention
    let clock: any WallClock
    let pauses: any Clock<Duration>
    let logger: Logger

    /// How often signing keys are looked at and uses written.
    static let tendEvery: Duration = .seconds(30)
    /// How often old rows are swept, by one instance.
    static let sweepEvery: Duration = .seconds(60)

    /// Works until the task is cancelled. What fails is logged and tried again at the next turn.
    ///
    /// - Throws: `CancellationError`.
    func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await tend() }
            group.addTask { try await answers.run() }
            group.addTask {
                let keeper = LeaseKeeper(
                    leases: leases, name: "sweep", term: .seconds(20), clock: pauses, logger: logger)
                try await keeper.run { _ in try await sweepForEver() }
            }
            try await group.waitForAll()
        }
    }

    private func tend() async throws {
        while true {
            try await pauses.sleep(for: Self.tendEvery)
            await attempt("Failed to tend signing keys") { try await signingKeys.tend() }
            await attempt("Failed to record uses of API keys") { try await keys.flushUses() }
            hasher.releaseIdleMemory()
        }
    }

    private func sweepForEver() async throws {
        while true {
            await attempt("Failed to sweep") { try await sweep() }
            try await pauses.sleep(for: Self.sweepEvery)
        }
    }

    /// Sweeps everything that is old enough now. It deletes by age only, so it does no harm when two instances sweep at once.
    ///
    /// - Throws: `StoreError`.
    func sweep() async throws {
        let now = clock.now()
        for what in IdentityStore.Sweepable.allCases {
            while try await store.sweep(what, before: now - retention.age(of: what)) { try Task.checkCancellation() }
        }
        for table in IdentityStore.BoundedTable.allCases {
            while try await store.sweepBeyond(retention.limit(of: table), of: table) { try Task.checkCancellation() }
        }
    }

    private func attempt(_ failure: Logger.Message, _ work: () async throws -> Void) async {
        do {
            try await work()
        } catch is CancellationError {
            // The pause that follows notices it too, and ends the loop.
        } catch {
            logger.warning(failure, metadata: ["error": "\(error)"])
        }
    }
}
