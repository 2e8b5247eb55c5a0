import MeshCore
import Synchronization

/// The firings whose targets this instance calls now, by the numbers that make them its own.
final class CarriedFirings: Sendable {
    private let fences = Mutex<[FiringID: Int64]>([:])

    var count: Int { fences.withLock(\.count) }
    var all: [FiringID: Int64] { fences.withLock { $0 } }

    func add(_ firing: ScheduleFiring) { fences.withLock { $0[firing.id] = firing.fence } }

    func remove(_ firing: ScheduleFiring) {
        fences.withLock { fences in
            if fences[firing.id] == firing.fence { fences[firing.id] = nil }
        }
    }
}
