import Synchronization

/// Remembers that a wait was cancelled, also when that happens before the wait has begun.
final class WaitToken: Sendable {
    private let flag = Atomic<Bool>(false)

    var isCancelled: Bool { flag.load(ordering: .acquiring) }

    func cancel() {
        flag.store(true, ordering: .releasing)
    }
}
