import MeshCore
import Synchronization

/// Sleeps until a moment, or until somebody has an earlier one.
///
/// One task waits; any may ring, and a ring while nobody waits is not lost. (A stream would not do: cancelling who waits
/// for its next element ends it for good.)
final class Alarm: Sendable {
    private struct State {
        var hasRung = false
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    func ring() {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard let waiter = state.waiter else {
                state.hasRung = true
                return nil
            }
            state.waiter = nil
            return waiter
        }
        waiter?.resume()
    }

    /// Waits for a ring, at most so long; nil for as long as it takes.
    ///
    /// - Throws: `CancellationError`.
    func wait(atMost limit: Duration?, on clock: any Clock<Duration>) async throws {
        guard let limit else { return try await waitForRing() }
        guard !takeRing() else { return }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.waitForRing() }
            group.addTask { try await clock.sleep(for: limit) }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    private func takeRing() -> Bool {
        state.withLock { state in
            defer { state.hasRung = false }
            return state.hasRung
        }
    }

    private func waitForRing() async throws {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    precondition(state.waiter == nil, "one task waits for an alarm")
                    guard !state.hasRung else {
                        state.hasRung = false
                        return true
                    }
                    state.waiter = continuation
                    return false
                }
                if isOver { continuation.resume() }
                // The cancellation may have come before there was anybody to wake.
                if Task.isCancelled { giveUp() }
            }
        } onCancel: {
            giveUp()
        }
        try Task.checkCancellation()
    }

    private func giveUp() {
        let waiter = state.withLock { state in
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }
}
