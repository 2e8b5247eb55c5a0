import Synchronization

/// What is served at the moment: exchanged as a whole, and read without waiting for whoever makes the next.
final class ServingBoard: Sendable {
    private let served = Mutex(ServedModels())
    private let filled = Atomic(false)

    /// Whether all that the store has was taken once: before that, answers would be poorer than those of other instances.
    var isFilled: Bool { filled.load(ordering: .acquiring) }

    /// Notes that all was taken once.
    func noteFilled() { filled.store(true, ordering: .releasing) }

    /// What is served now.
    var now: ServedModels { served.withLock { $0 } }

    /// Exchanges a part.
    func change(_ change: (inout sending ServedModels) -> Void) {
        served.withLock { change(&$0) }
    }
}
