import MeshCore
import Synchronization

/// A wall clock that a test sets, forward and back.
final class SettableClock: WallClock {
    private let moment = Mutex(Timestamp(milliseconds: 1_790_000_000_000))

    func now() -> Timestamp { moment.withLock { $0 } }

    func step(by duration: Duration) {
        moment.withLock { $0 = $0 + duration }
    }
}
