import MeshCore
import Synchronization

/// A wall clock that stands still until a test moves it.
final class TestClock: WallClock {
    private let time: Mutex<Timestamp>

    init(_ start: Timestamp = Timestamp(milliseconds: 1_795_222_923_000)) { time = Mutex(start) }

    func now() -> Timestamp { time.withLock { $0 } }

    /// Moves the clock, back for a negative duration.
    func advance(by duration: Duration) { time.withLock { $0 = $0 + duration } }
}
