import MeshCore
import Synchronization

/// Keys and limits as rows of the shared store; whoever waits for one hears by a bell when it may be free.
final class StoredHolds: DispatchHolds {
    private struct TaskName: Hashable {
        let execution: Int64
        let task: Int64

        init(_ claim: DispatchClaim) {
            (execution, task) = (claim.execution, claim.task)
        }
    }

    private let store: OrchestratorStore
    private let owner: String
    private let bells: any InstanceBells
    /// The tasks that this instance is doing: the store would give one its own place once more, should it come again.
    private let underWay = Mutex<Set<TaskName>>([])

    /// - Parameter owner: This instance.
    init(store: OrchestratorStore, owner: String, bells: any InstanceBells) {
        self.store = store
        self.owner = owner
        self.bells = bells
    }

    func take(_ claim: DispatchClaim) async throws -> DispatchVerdict {
        let isNew = underWay.withLock { $0.insert(TaskName(claim)).inserted }
        guard isNew else { return .refused(claim.parts[0].gate, until: store.clock.now() + HoldBook.pause) }
        do {
            let verdict = try await store.take(claim, for: owner)
            if verdict != .granted { forget(claim) }
            return verdict
        } catch {
            forget(claim)
            throw error
        }
    }

    func letGo(_ claim: DispatchClaim) async throws {
        if try await store.letGo(claim, of: owner) { bells.ring(.holds) }
        forget(claim)
    }

    private func forget(_ claim: DispatchClaim) {
        underWay.withLock { _ = $0.remove(TaskName(claim)) }
    }
}
