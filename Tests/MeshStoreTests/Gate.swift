import Dispatch
import MeshTestKit
import Synchronization

/// Holds a database body until a test lets it go, and tells the test that the body has got there.
final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    private let isReached = Atomic<Bool>(false)

    func open() { semaphore.signal() }

    /// Waits on the database's thread; for a failing test's sake not for ever.
    func wait() {
        isReached.store(true, ordering: .sequentiallyConsistent)
        // An open gate lets through whoever comes again.
        if semaphore.wait(timeout: .now() + 20) == .success { semaphore.signal() }
    }

    /// Waits until a body stands at the gate.
    func reached() async throws {
        try await waitUntil("a body stands at the gate") { isReached.load(ordering: .sequentiallyConsistent) }
    }
}
