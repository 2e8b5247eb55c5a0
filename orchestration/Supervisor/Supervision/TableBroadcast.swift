import MeshTransport
import Synchronization

/// Holds the endpoint table and wakes everybody who watches it.
///
/// A watcher is only told that there is something: it reads the table itself. So one that is slow gets the newest table and
/// misses those between, and no table waits for anybody in memory.
final class TableBroadcast: Sendable {
    /// Rings when the table has changed, and as a heartbeat.
    typealias Bell = AsyncStream<Void>

    private struct State {
        var table: EndpointTable
        var bells: [Int: Bell.Continuation] = [:]
        var lastWatcher = 0
        var isClosed = false
    }

    private let state: Mutex<State>
    private let limit: Int

    /// - Parameter limit: Watchers at most.
    init(_ table: EndpointTable, limit: Int) {
        state = Mutex(State(table: table))
        self.limit = limit
    }

    var current: EndpointTable { state.withLock { $0.table } }
    var watcherCount: Int { state.withLock { $0.bells.count } }

    func publish(_ table: EndpointTable) {
        let bells = state.withLock { state in
            state.table = table
            return Array(state.bells.values)
        }
        for bell in bells { bell.yield() }
    }

    /// Wakes every watcher though nothing has changed.
    func beat() {
        for bell in state.withLock({ Array($0.bells.values) }) { bell.yield() }
    }

    /// A bell that has rung once already; it is removed when its reader goes.
    ///
    /// - Throws: ``SupervisorError/tooManyWatchers(limit:)``, ``SupervisorError/shuttingDown``.
    func watch() throws(SupervisorError) -> Bell {
        let (bell, continuation) = Bell.makeStream(bufferingPolicy: .bufferingNewest(1))
        let number: Result<Int, SupervisorError> = state.withLock { state in
            guard !state.isClosed else { return .failure(.shuttingDown) }
            guard state.bells.count < limit else { return .failure(.tooManyWatchers(limit: limit)) }
            state.lastWatcher += 1
            state.bells[state.lastWatcher] = continuation
            return .success(state.lastWatcher)
        }
        let watcher = try number.get()
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.bells.removeValue(forKey: watcher) }
        }
        continuation.yield()
        return bell
    }

    /// Ends every watch.
    func close() {
        let bells = state.withLock { state in
            state.isClosed = true
            defer { state.bells.removeAll() }
            return Array(state.bells.values)
        }
        for bell in bells { bell.finish() }
    }
}
