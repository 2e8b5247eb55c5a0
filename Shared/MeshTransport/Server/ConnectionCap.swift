import NIOCore
import Synchronization

/// Counts a server's connections, and stops accepting while there are as many as it may have.
///
/// Those that come meanwhile wait in the kernel's queue, or are accepted by another process that shares the socket. One
/// is shared by all listeners and loops of a server; a turn of accepts that has begun may pass the limit by a few.
final class ConnectionCap: Sendable {
    private struct State {
        var count = 0
        var waiting: [@Sendable () -> Void] = []
        var whenNone: [@Sendable () -> Void] = []
    }

    private let limit: Int
    private let state = Mutex(State())

    init(limit: Int) {
        self.limit = limit
    }

    var current: Int { state.withLock { $0.count } }

    /// Counts a connection until its channel closes.
    func count(_ channel: any Channel) {
        add()
        channel.closeFuture.whenComplete { _ in self.remove() }
    }

    /// Counts a connection that has no channel yet.
    func add() {
        state.withLock { $0.count += 1 }
    }

    /// Counts a connection out.
    func remove() {
        let calls = state.withLock { state -> [@Sendable () -> Void] in
            state.count -= 1
            var calls: [@Sendable () -> Void] = []
            if state.count < limit { swap(&calls, &state.waiting) }
            if state.count == 0 {
                calls += state.whenNone
                state.whenNone = []
            }
            return calls
        }
        for call in calls { call() }
    }

    /// Calls once, on any thread, when no connection is open; at once when that is so now.
    func whenNone(_ call: @escaping @Sendable () -> Void) {
        let isNow = state.withLock { state in
            if state.count > 0 { state.whenNone.append(call) }
            return state.count == 0
        }
        if isNow { call() }
    }

    /// Whether another connection may be accepted; if not, `resume` is called once, on any thread, when it may.
    func allows(orResume resume: @escaping @Sendable () -> Void) -> Bool {
        state.withLock { state in
            if state.count < limit { return true }
            state.waiting.append(resume)
            return false
        }
    }
}
