import Synchronization

/// The order in which requests of a connection are answered that are begun before those before them are answered.
final class AnswerLine: Sendable {
    /// The place of a request.
    struct Turn: Sendable {
        fileprivate let number: Int
        fileprivate let bytes: Int
    }

    private struct State {
        var given = 0
        /// Whose turn it is.
        var turn = 0
        var bytes = 0
        var failure: (any Error)?
        var waiting: [Int: CheckedContinuation<Void, any Error>] = [:]
        var newcomer: (requests: Int, bytes: Int, continuation: CheckedContinuation<Void, any Error>)?

        /// Whether so few are open that another may come.
        func hasRoom(requests: Int, bytes: Int) -> Bool { given - turn <= requests && self.bytes <= bytes }

        mutating func takeNewcomer() -> CheckedContinuation<Void, any Error>? {
            guard let found = newcomer, hasRoom(requests: found.requests, bytes: found.bytes) else { return nil }
            newcomer = nil
            return found.continuation
        }
    }

    private let requests: Int
    private let bytes: Int
    private let state = Mutex(State())

    /// - Parameters:
    ///   - requests: The most that are open at once.
    ///   - bytes: The requests that are open may have so many; one more is taken then.
    init(requests: Int, bytes: Int) {
        self.requests = requests
        self.bytes = bytes
    }

    /// Takes the next turn, once there is room. For one caller.
    ///
    /// - Throws: Why a request before it has failed.
    func enter(bytes: Int) async throws -> Turn {
        try await room(requests: requests - 1, bytes: self.bytes)
        return state.withLock { state in
            defer { state.given += 1 }
            state.bytes += bytes
            return Turn(number: state.given, bytes: bytes)
        }
    }

    /// Waits until all requests are answered. For the caller of ``enter(bytes:)``.
    ///
    /// - Throws: Why one has failed.
    func empty() async throws { try await room(requests: 0, bytes: 0) }

    /// Waits until all requests before one are answered.
    ///
    /// - Throws: Why one has failed.
    func reached(_ turn: Turn) async throws {
        try await withCheckedThrowingContinuation { continuation in
            let result: Result<Void, any Error>? = state.withLock { state in
                if let failure = state.failure { return .failure(failure) }
                if state.turn == turn.number { return .success(()) }
                state.waiting[turn.number] = continuation
                return nil
            }
            if let result { continuation.resume(with: result) }
        }
    }

    /// A request whose turn it was is answered.
    func leave(_ turn: Turn) {
        let (next, newcomer) = state.withLock { state in
            state.turn += 1
            state.bytes -= turn.bytes
            return (state.waiting.removeValue(forKey: state.turn), state.takeNewcomer())
        }
        next?.resume()
        newcomer?.resume()
    }

    /// A request failed in a way that ends the connection: none behind it is answered.
    func fail(_ error: any Error) {
        let waiting = state.withLock { state in
            if state.failure == nil { state.failure = error }
            defer { (state.waiting, state.newcomer) = ([:], nil) }
            return Array(state.waiting.values) + [state.newcomer?.continuation].compactMap(\.self)
        }
        for continuation in waiting { continuation.resume(throwing: error) }
    }

    private func room(requests: Int, bytes: Int) async throws {
        try await withCheckedThrowingContinuation { continuation in
            let result: Result<Void, any Error>? = state.withLock { state in
                if let failure = state.failure { return .failure(failure) }
                if state.hasRoom(requests: requests, bytes: bytes) { return .success(()) }
                state.newcomer = (requests, bytes, continuation)
                return nil
            }
            if let result { continuation.resume(with: result) }
        }
    }
}
