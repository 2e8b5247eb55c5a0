import MeshCore
import Synchronization

/// Whether an instance has at hand what is asked first. Until then it is not ready, and others
/// are asked: when instances take each other's places, nobody waits.
final class FirstAnswers: Sendable {
    /// Says that it is not.
    struct Pending: Error {}

    /// It waits no longer than that: others may be waited for, too.
    private static let limit: Duration = .seconds(5)

    private let arePending = Mutex(true)
    private let end = MonotonicInstant.now().advanced(by: limit)

    /// Takes them as being at hand, from now on.
    func finish() {
        arePending.withLock { $0 = false }
    }

    /// - Throws: ``Pending`` while they are not, and it is not long after the start.
    func check() throws {
        guard arePending.withLock(\.self), MonotonicInstant.now() < end else { return }
        throw Pending()
    }
}
