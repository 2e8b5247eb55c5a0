import EventLog
import Synchronization

/// Who waits for something to be stored, by the subject where servers tell of it.
final class NewsBoard: Sendable {
    private struct State {
        var waiters: [String: [UInt64: Signal]] = [:]
        var last: UInt64 = 0
    }

    private let state = Mutex(State())

    /// Wakes who waits for news of a subject.
    func tell(_ subject: String) {
        let signals = state.withLock { $0.waiters[subject].map { Array($0.values) } ?? [] }
        for signal in signals { signal.fire() }
    }

    /// Fires a signal with each news of some subjects, for the time of a closure.
    func listening<Value: Sendable>(
        to subjects: [String], _ signal: Signal, _ body: () async throws -> Value
    ) async rethrows -> Value {
        let number = state.withLock { state in
            state.last += 1
            for subject in subjects { state.waiters[subject, default: [:]][state.last] = signal }
            return state.last
        }
        defer {
            state.withLock { state in
                for subject in subjects {
                    state.waiters[subject]?[number] = nil
                    if state.waiters[subject]?.isEmpty ?? false { state.waiters[subject] = nil }
                }
            }
        }
        return try await body()
    }
}
