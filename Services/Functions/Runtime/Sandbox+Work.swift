import MeshCore
import NIOCore
import Synchronization

/// Invocations as they pass through a process.
extension Sandbox {
    /// Gives the process an invocation and waits for what it says.
    ///
    /// - Returns: nil when the process had ended before it got the invocation: another one may take it.
    func run(_ invocation: Invocation) async -> HandlerAnswer? {
        await withCheckedContinuation { continuation in begin(invocation, continuation) }
    }

    private func begin(_ invocation: Invocation, _ continuation: CheckedContinuation<HandlerAnswer?, Never>) {
        let started = MonotonicInstant.now()
        let line = InvocationReport.start(invocation.id, version: version.version)
        let (isTaken, asking) = state.withLock { state -> (Bool, CheckedContinuation<Invocation?, Never>?) in
            guard state.machine.assign(invocation.id) else { return (false, nil) }
            state.tail.clear()
            state.tail.append(line.utf8)
            state.current = Running(invocation: invocation, startedAt: started, answer: continuation)
            defer { state.asking = nil }
            if state.asking == nil { state.work = invocation }
            return (true, state.asking)
        }
        guard isTaken else { return continuation.resume(returning: nil) }
        surroundings.log.write(Array(line.utf8))
        let timer = surroundings.eventLoop.scheduleTask(in: TimeAmount(invocation.timeout)) { [weak self] in
            guard let self else { return }
            self.deadlinePassed(invocation)
        }
        state.withLock { $0.deadline = timer }
        asking?.resume(returning: invocation)
    }

    /// Waits until there is work for the process.
    ///
    /// - Returns: nil when there will be none.
    func awaitWork() async -> Invocation? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let ready = state.withLock { state -> (Invocation?, Bool) in
                    if let work = state.work {
                        state.work = nil
                        return (work, true)
                    }
                    if Task.isCancelled || state.machine.isOver { return (nil, true) }
                    state.asking = continuation
                    return (nil, false)
                }
                if ready.1 { continuation.resume(returning: ready.0) }
            }
        } onCancel: {
            state.withLock { state in
                defer { state.asking = nil }
                return state.asking
            }?.resume(returning: nil)
        }
    }

    /// The timer runs until the process asks for work again: one that has answered and goes on for itself is ended too.
    private func deadlinePassed(_ invocation: Invocation) {
        let (isOver, current) = state.withLock { state -> (Bool, Running?) in
            guard state.machine.timedOut(invocation.id) else { return (false, nil) }
            defer { state.current = nil }
            return (true, state.current)
        }
        guard isOver else { return }
        kill()
        if let current { finish(current, .fault(.timedOut(invocation.timeout))) }
    }

    /// Takes an answer of the process.
    ///
    /// - Returns: Whether it was its to give.
    func answer(_ id: String, _ ending: InvocationEnding) -> SandboxMachine.Answered {
        let (verdict, current) = state.withLock { state -> (SandboxMachine.Answered, Running?) in
            let verdict = state.machine.answered(id)
            guard verdict == .taken else { return (verdict, nil) }
            defer { state.current = nil }
            return (verdict, state.current)
        }
        if let current { finish(current, ending) }
        return verdict
    }

    /// Hands a streamed answer on while it comes; the invocation is over when it is.
    func beginStream(_ id: String, _ stream: HandlerStream) -> SandboxMachine.Answered {
        let (verdict, answer) = state.withLock {
            state -> (SandboxMachine.Answered, CheckedContinuation<HandlerAnswer?, Never>?) in
            let verdict = state.machine.mayAnswer(id)
            guard verdict == .taken else { return (verdict, nil) }
            defer { state.current?.answer = nil }
            return (verdict, state.current?.answer)
        }
        answer?.resume(returning: .stream(stream))
        return verdict
    }

    /// Ends an invocation: its last lines are logged, then whoever waits is told.
    func finish(_ current: Running, _ ending: InvocationEnding) {
        let process = state.withLock { $0.process }
        // What the handler wrote before it answered is in the pipe by now.
        process?.output.drain()
        let took = current.startedAt.duration(to: .now())
        let used = process?.residentBytes ?? 0
        let id = current.invocation.id
        let lines = state.withLock { state -> [UInt8] in
            state.memory = max(state.memory, used)
            var text = ending.words(for: id).map { "\($0)\n" } ?? ""
            text += InvocationReport.end(id)
            text += InvocationReport.report(
                id, took: took, memory: version.settings.memory, used: state.memory,
                initialisation: state.initialisation, status: ending.status)
            state.initialisation = nil
            state.tail.append(text.utf8)
            return Array(text.utf8)
        }
        surroundings.log.write(lines)
        current.answer?.resume(returning: .outcome(ending.outcome(for: id)))
    }

    /// Keeps what the handler has written.
    func log(_ bytes: [UInt8]) {
        state.withLock { $0.tail.append(bytes) }
        surroundings.log.write(bytes)
    }

    /// The last of what was logged for the last invocation.
    var logTail: [UInt8] { state.withLock { $0.tail.bytes } }
}
