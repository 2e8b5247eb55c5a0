/// What the log said to an event.
package enum AppendOutcome: Hashable, Sendable {
    case appended
    case duplicate
    /// It does not fit the schema of its type; its bytes belong to the dead letters.
    case rejected(Rejection)
    /// The log could not take it now.
    case unavailable
}
