/// Work took longer than it may.
package struct TimeLimitPassed: Error, Hashable, CustomStringConvertible {
    package let limit: Duration

    package var description: String { "nothing came of it within \(limit)" }
}

/// Runs work that is cancelled when it takes too long. It is waited for all the same: what it acquired it gives back first.
///
/// - Parameter limit: How long it may take.
/// - Throws: ``TimeLimitPassed``; what the work throws; `CancellationError` when the caller is cancelled.
package func withTimeLimit<Value: Sendable>(
    _ limit: Duration, _ work: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    try await withThrowingTaskGroup(of: Value?.self) { group in
        group.addTask { try await work() }
        group.addTask {
            try await Task.sleep(for: limit)
            return nil
        }
        defer { group.cancelAll() }
        guard let first = try await group.next() else { preconditionFailure("A group of two gave nothing") }
        guard let value = first else { throw TimeLimitPassed(limit: limit) }
        return value
    }
}
