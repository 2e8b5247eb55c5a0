/// What a handler's process may do next, as the Runtime API has it: start, ask for work, answer it, ask again.
///
/// A process that does anything else is told so, and nothing of what it says is believed.
struct SandboxMachine: Sendable {
    private enum Phase: Sendable, Equatable {
        /// It has not asked for work yet.
        case starting
        case idle
        /// It has an invocation, or is being given one.
        case running(String)
        /// It has answered this, and not asked again.
        case answered(String)
        case ended
    }

    /// What is said to a process that asks for work.
    enum Asked: Sendable, Equatable {
        /// It is free. Whether this was its first time.
        case free(isFirst: Bool)
        case wrongState
    }

    /// What is said to a process that answers.
    enum Answered: Sendable, Equatable {
        case taken
        /// It has no such invocation.
        case unknown
        case wrongState
    }

    /// What its end means.
    enum Ended: Sendable, Equatable {
        case whileStarting
        case whileRunning(String)
        case whileFree
        /// That is known already.
        case again
    }

    private var phase = Phase.starting
    private var isAsking = false

    /// Whether it is still wanted to ask for work.
    var mayStart: Bool { phase == .starting }
    var isOver: Bool { phase == .ended }

    /// It asks for work.
    mutating func asked() -> Asked {
        guard !isAsking else { return .wrongState }
        switch phase {
        case .starting, .answered, .idle:
            let isFirst = phase == .starting
            phase = .idle
            isAsking = true
            return .free(isFirst: isFirst)
        case .running, .ended:
            return .wrongState
        }
    }

    /// It does not wait for work any more: it has it, or its connection is gone.
    mutating func stoppedAsking() { isAsking = false }

    /// It is given an invocation; false when it cannot take one.
    mutating func assign(_ id: String) -> Bool {
        guard phase == .idle else { return false }
        phase = .running(id)
        return true
    }

    /// Whether it may answer this.
    func mayAnswer(_ id: String) -> Answered {
        switch phase {
        case .running(id): .taken
        case .running: .unknown
        case .starting, .idle, .answered, .ended: .wrongState
        }
    }

    /// It has answered.
    mutating func answered(_ id: String) -> Answered {
        let verdict = mayAnswer(id)
        if verdict == .taken { phase = .answered(id) }
        return verdict
    }

    /// It says itself that it cannot start; false when it has started already.
    mutating func failedToStart() -> Bool {
        guard phase == .starting else { return false }
        phase = .ended
        return true
    }

    /// Its deadline has passed; false when it has asked for other work in time.
    mutating func timedOut(_ id: String) -> Bool {
        guard phase == .running(id) || phase == .answered(id) else { return false }
        phase = .ended
        return true
    }

    /// It has ended, or is to end.
    mutating func ended() -> Ended {
        defer { phase = .ended }
        switch phase {
        case .starting: return .whileStarting
        case .running(let id): return .whileRunning(id)
        case .idle, .answered: return .whileFree
        case .ended: return .again
        }
    }
}
