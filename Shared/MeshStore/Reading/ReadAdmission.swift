import Synchronization

/// Counts the snapshot reads in progress and waiting, up to a limit.
final class ReadAdmission: Sendable {
    private let count = Atomic<Int>(0)
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    /// Takes a place; ``leave()`` must follow.
    ///
    /// - Throws: ``StoreError/overloaded(limit:)``.
    func enter() throws(StoreError) {
        guard count.add(1, ordering: .relaxed).newValue <= limit else {
            leave()
            throw .overloaded(limit: limit)
        }
    }

    func leave() {
        count.subtract(1, ordering: .relaxed)
    }
}
