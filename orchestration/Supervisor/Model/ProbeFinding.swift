/// What one readiness probe found.
package enum ProbeFinding: Sendable, Equatable {
    /// It answered 200.
    case ready
    /// It answered, and said that it is not ready.
    case notReady
    /// It did not answer in time, or refused the connection.
    case unreachable
}
