import MeshCore
import Synchronization

/// Gives answers to those who wait for them, and what else comes to whoever hears it.
final class NatsInbox: Sendable {
    private struct Wait {
        let end: MonotonicInstant
        let continuation: CheckedContinuation<Result<NatsMessage, NatsFailure>, Never>
    }

    private struct State {
        var waits: [UInt64: Wait] = [:]
        var last: UInt64 = 0
        var isClosed = false
    }

    /// What the subjects of answers begin with; no other connection has it.
    let prefix: String
    private let hear: @Sendable (NatsMessage) -> Void
    private let state = Mutex(State())

    /// - Parameter hear: Takes messages that are no answers.
    init(hear: @escaping @Sendable (NatsMessage) -> Void) {
        prefix = "_INBOX.\(UInt64.random(in: .min ... .max)).\(UInt64.random(in: .min ... .max))."
        self.hear = hear
    }

    /// Waits for an answer.
    ///
    /// - Parameters:
    ///   - end: Until when.
    ///   - send: Sends the request, whose answer goes to the inbox of this number.
    func answer(
        until end: MonotonicInstant, send: (_ number: UInt64) -> Void
    ) async -> Result<NatsMessage, NatsFailure> {
        await withCheckedContinuation { continuation in
            let number: UInt64? = state.withLock { state in
                guard !state.isClosed else { return nil }
                state.last += 1
                state.waits[state.last] = Wait(end: end, continuation: continuation)
                return state.last
            }
            if let number { send(number) } else { continuation.resume(returning: .failure(.closed)) }
        }
    }

    /// Takes a message that has come.
    func take(_ message: NatsMessage) {
        guard message.subject.hasPrefix(prefix) else { return hear(message) }
        guard let number = UInt64(message.subject.dropFirst(prefix.count)) else { return }
        let isUnheard = message.headers[.status] == "503" && message.payload.isEmpty
        settle(number, isUnheard ? .failure(.noResponders) : .success(message))
    }

    /// Ends a wait, if it has not ended before.
    func settle(_ number: UInt64, _ result: Result<NatsMessage, NatsFailure>) {
        state.withLock { $0.waits.removeValue(forKey: number) }?.continuation.resume(returning: result)
    }

    /// Ends the waits whose time is over.
    ///
    /// - Returns: Whether others go on.
    func expire(at now: MonotonicInstant) -> Bool {
        let (late, goesOn) = state.withLock { state in
            let late = state.waits.filter { $0.value.end <= now }
            for number in late.keys { state.waits[number] = nil }
            return (late, !state.waits.isEmpty)
        }
        for wait in late.values { wait.continuation.resume(returning: .failure(.timedOut)) }
        return goesOn
    }

    /// Ends all waits, and takes no more.
    func close() {
        let waits = state.withLock { state in
            state.isClosed = true
            defer { state.waits = [:] }
            return state.waits
        }
        for wait in waits.values { wait.continuation.resume(returning: .failure(.closed)) }
    }
}
