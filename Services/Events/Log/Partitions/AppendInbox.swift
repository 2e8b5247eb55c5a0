import Synchronization

/// What waits to be appended to a partition, in the order in which it came.
///
/// Whoever comes while a group is written finds it being served already, so a burst costs one turn of the partition's queue.
final class AppendInbox: Sendable {
    private struct State {
        var calls: [AppendCall] = []
        /// Whether somebody will take what is there.
        var isServed = false
    }

    private let state = Mutex(State())

    /// Adds a call behind all others.
    ///
    /// - Returns: Whether the caller is to see to it that it is served.
    func add(_ call: AppendCall) -> Bool {
        state.withLock { state in
            state.calls.append(call)
            defer { state.isServed = true }
            return !state.isServed
        }
    }

    /// Puts calls before all others; whoever does so sees to it that they are served.
    func putBack(_ calls: some Collection<AppendCall>) {
        state.withLock { state in
            state.calls.insert(contentsOf: calls, at: 0)
            state.isServed = true
        }
    }

    /// Takes all there is. When that is nothing, the next to come is to see to its being served.
    func takeAll() -> [AppendCall] {
        state.withLock { state in
            defer { state.calls = [] }
            if state.calls.isEmpty { state.isServed = false }
            return state.calls
        }
    }
}
