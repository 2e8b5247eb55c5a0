import Synchronization

/// Counts the connections that are open.
final class OpenConnections: Sendable {
    private let limit: Int
    private let count = Mutex(0)

    init(limit: Int) {
        self.limit = limit
    }

    /// Counts one more.
    ///
    /// - Returns: Whether it is within the limit; it is to leave in either case.
    func enter() -> Bool {
        count.withLock { count in
            count += 1
            return count <= limit
        }
    }

    func leave() {
        count.withLock { $0 -= 1 }
    }
}
