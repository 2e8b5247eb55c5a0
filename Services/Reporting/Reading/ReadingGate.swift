import Synchronization

/// The backlog, as readers and the sealer of one instance share it.
final class ReadingGate: Sendable {
    private let backlog: Mutex<YoungBacklog>

    init(budget: Int) {
        backlog = Mutex(YoungBacklog(budget: budget))
    }

    func withLock<Result>(_ body: (inout YoungBacklog) -> Result) -> Result {
        backlog.withLock { body(&$0) }
    }
}
