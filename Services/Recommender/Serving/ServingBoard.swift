import Synchronization

/// What is served at the moment: exchanged as a whole, and read without waiting for whoever makes the next.
final class ServingBoard: Sendable {
    private let served = Mutex(ServedModels())

    /// What is served now.
    var now: ServedModels { served.withLock { $0 } }

    /// Exchanges a part.
    func change(_ change: (inout sending ServedModels) -> Void) {
        served.withLock { change(&$0) }
    }
}
