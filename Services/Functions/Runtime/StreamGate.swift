import Synchronization

/// Lets a streamed answer end once, whoever ends it first.
final class StreamGate: Sendable {
    typealias Ending = (SandboxMachine.Answered, HandlerStreamEnd)

    private let waiting: Mutex<CheckedContinuation<Ending, Never>?>

    init(_ continuation: CheckedContinuation<Ending, Never>) {
        waiting = Mutex(continuation)
    }

    func open(_ verdict: SandboxMachine.Answered, _ end: HandlerStreamEnd) {
        let continuation = waiting.withLock { waiting in
            defer { waiting = nil }
            return waiting
        }
        continuation?.resume(returning: (verdict, end))
    }
}
