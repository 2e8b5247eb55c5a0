import Dispatch

/// Runs functions that wait for the disk on threads of their own, so that the tasks of others go on.
struct BlockingReads: Sendable {
    private let queue = DispatchQueue(label: "log.reads", attributes: .concurrent)

    /// Runs a function.
    func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result(catching: body)) }
        }
    }
}
