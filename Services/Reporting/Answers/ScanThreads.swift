import Dispatch
import Synchronization

/// Runs what takes long on threads of its own, so that it keeps no request's task waiting; so many at once, and so many
/// that wait.
final class ScanThreads: Sendable {
    private let queues: [DispatchQueue]
    private let limit: Int
    private let state = Mutex<(count: Int, next: Int)>((0, 0))

    /// - Parameters:
    ///   - count: How many run at once.
    ///   - waiting: How many may wait besides.
    ///   - quality: Says whose threads go first.
    init(count: Int, waiting: Int, quality: DispatchQoS = .userInitiated) {
        queues = (0..<count).map { DispatchQueue(label: "reporting.scan.\($0)", qos: quality) }
        limit = count + waiting
    }

    /// - Throws: ``ReportingError/tooManyQuestions(limit:)``; what the body throws.
    func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        let place: Int? = state.withLock { state in
            guard state.count < limit else { return nil }
            state.count += 1
            state.next = (state.next + 1) % queues.count
            return state.next
        }
        guard let place else { throw ReportingError.tooManyQuestions(limit: limit) }
        defer { state.withLock { $0.count -= 1 } }
        return try await withCheckedThrowingContinuation { continuation in
            queues[place].async { continuation.resume(with: Swift.Result { try body() }) }
        }
    }
}
