/// What happens to a record whose event is in the log already.
package enum DuplicateRule: Hashable, Sendable {
    /// It is appended as any other.
    case keep
    /// It is left out when the same source and id were appended to the partition within the topic's window; see
    /// ``LogRecord/identity``. A record without an identity is appended.
    case leaveOut
}
