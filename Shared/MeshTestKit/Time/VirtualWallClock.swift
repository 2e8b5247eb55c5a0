package import MeshCore
import Synchronization

/// A wall clock that stands still until it is told to go on, or back.
package final class VirtualWallClock: WallClock {
    private let time: Mutex<Timestamp>

    /// Starts at 2026-01-01T00:00:00Z unless told otherwise.
    package init(_ start: Timestamp = Timestamp(secondsSince1970: 1_767_225_600)) {
        time = Mutex(start)
    }

    package func now() -> Timestamp {
        time.withLock { $0 }
    }

    /// Goes on by a duration.
    package func advance(by duration: Duration) {
        time.withLock { $0 = $0 + duration }
    }

    /// Sets the time, also to an earlier one.
    package func set(_ moment: Timestamp) {
        time.withLock { $0 = moment }
    }
}
