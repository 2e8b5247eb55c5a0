import MeshCore

/// How large the write-ahead log may become, and when to empty it: the rule, apart from the file.
///
/// SQLite itself moves the log's pages to the database every 1000 pages, but it can start the log from the beginning
/// only when no reader uses it. Under a steady load of readers that never happens by itself and the file grows.
struct WriteAheadLog {
    /// What to do after a commit.
    enum Order: Equatable {
        case nothing
        /// Empty the log, waiting briefly for readers.
        case truncate
    }

    let softLimit: Int
    let hardLimit: Int
    private(set) var bytes = 0
    private var nextAttempt: MonotonicInstant?
    private let pause: Duration = .milliseconds(200)

    init(softLimit: Int, hardLimit: Int) {
        self.softLimit = softLimit
        self.hardLimit = hardLimit
    }

    /// Whether another group may be added.
    var admitsWrites: Bool { bytes < hardLimit }

    /// Takes in the log's size after a commit.
    mutating func grew(to bytes: Int, at now: MonotonicInstant) -> Order {
        self.bytes = bytes
        guard bytes > softLimit else {
            nextAttempt = nil
            return .nothing
        }
        if let nextAttempt, now < nextAttempt { return .nothing }
        nextAttempt = now.advanced(by: pause)
        return .truncate
    }
}
