import Glibc
import MeshCore
import Synchronization

/// How long a connection waits for a lock that another process holds: short, growing naps up to a limit.
final class LockPatience: Sendable {
    private struct State {
        var limit: Duration
        var since = MonotonicInstant.now()
    }

    private let state: Mutex<State>

    init(limit: Duration) {
        state = Mutex(State(limit: limit))
    }

    /// Changes the limit; the writer waits less for readers in a checkpoint than for other writers.
    var limit: Duration {
        get { state.withLock { $0.limit } }
        set { state.withLock { $0.limit = newValue } }
    }

    /// SQLite's busy handler: naps and asks for another try, or gives up.
    ///
    /// - Parameter attempt: How often SQLite has found the lock taken this time.
    func waits(attempt: Int) -> Bool {
        let now = MonotonicInstant.now()
        let hasTimeLeft = state.withLock { state in
            if attempt == 0 { state.since = now }
            return state.since.duration(to: now) < state.limit
        }
        guard hasTimeLeft else { return false }
        usleep(UInt32(100 << min(attempt, 4)))
        return true
    }
}
