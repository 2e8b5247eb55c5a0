package import MeshCore
import Synchronization

/// Something that happens once, for one who waits.
package final class Signal: Sendable {
    private enum State {
        case quiet
        case awaited(CheckedContinuation<Void, Never>)
        case fired
    }

    private let state = Mutex(State.quiet)

    package init() {}

    /// Lets it happen. Again does nothing.
    package func fire() {
        let waiter: CheckedContinuation<Void, Never>? = state.withLock { state in
            defer { state = .fired }
            guard case .awaited(let continuation) = state else { return nil }
            return continuation
        }
        waiter?.resume()
    }

    /// Waits for it, or for a deadline.
    ///
    /// - Throws: `CancellationError`.
    package func wait(until deadline: MonotonicInstant, clock: any Clock<Duration>) async throws {
        await withTaskGroup { group in
            group.addTask { await self.happens() }
            group.addTask {
                // Cancelled, it has no more to wait for: the signal was fired, or nobody waits any more.
                try? await clock.sleep(for: MonotonicInstant.now().duration(to: deadline))
                self.fire()
            }
            await group.next()
            group.cancelAll()
        }
        try Task.checkCancellation()
    }

    private func happens() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let hasFired = state.withLock { state in
                    guard case .quiet = state else { return true }
                    state = .awaited(continuation)
                    return false
                }
                if hasFired { continuation.resume() }
            }
        } onCancel: {
            fire()
        }
    }
}
