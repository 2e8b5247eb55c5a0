import Dispatch
import Synchronization

/// Runs what takes long on threads of its own, so that it keeps no request's task waiting; so many at once, and so many
/// that wait. Whoever waits is run by the first thread that is free, in the order of coming.
final class ScanThreads: Sendable {
    private typealias Work = @Sendable () -> Void

    private struct State {
        var running = 0
        var waiting: [Work] = []
    }

    private let queue: DispatchQueue
    private let count: Int
    private let limit: Int
    private let state = Mutex(State())

    /// - Parameters:
    ///   - count: How many run at once.
    ///   - waiting: How many may wait besides.
    ///   - quality: Says whose threads go first.
    init(count: Int, waiting: Int, quality: DispatchQoS = .userInitiated) {
        queue = DispatchQueue(label: "reporting.scan", qos: quality, attributes: .concurrent)
        self.count = count
        limit = count + waiting
    }

    /// - Throws: ``ReportingError/tooManyQuestions(limit:)``; what the body throws.
    func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            let work: Work = { continuation.resume(with: Swift.Result { try body() }) }
            guard take(work) else {
                continuation.resume(throwing: ReportingError.tooManyQuestions(limit: limit))
                return
            }
        }
    }

    /// Whether there is room for it.
    private func take(_ work: @escaping Work) -> Bool {
        let (isTaken, begins) = state.withLock { state in
            guard state.running + state.waiting.count < limit else { return (false, false) }
            guard state.running < count else {
                state.waiting.append(work)
                return (true, false)
            }
            state.running += 1
            return (true, true)
        }
        if begins { queue.async { self.run(from: work) } }
        return isTaken
    }

    /// Runs something, and then what waits.
    private func run(from first: @escaping Work) {
        var next: Work? = first
        while let work = next {
            work()
            next = state.withLock { state in
                guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
                state.running -= 1
                return nil
            }
        }
    }
}
