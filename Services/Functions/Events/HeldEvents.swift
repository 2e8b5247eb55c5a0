import Synchronization

/// The events that this instance handles now, each with the number under which it holds it.
final class HeldEvents: Sendable {
    private let held = Mutex<[String: Int64]>([:])

    var all: [String: Int64] { held.withLock { $0 } }
    var count: Int { held.withLock { $0.count } }

    /// Takes an event; false when there are as many as there may be.
    func take(_ event: FunctionEvent, limit: Int) -> Bool {
        held.withLock { held in
            guard held.count < limit else { return false }
            held[event.id] = event.fence
            return true
        }
    }

    func drop(_ id: String) { held.withLock { _ = $0.removeValue(forKey: id) } }
}
