/// What an operation does with `If-None-Match` and `If-Match` (RFC 9110, section 13).
package enum ConditionalRule: Sendable {
    /// Preconditions mean nothing to it.
    case none
    /// A read: `If-None-Match` may be answered with 304.
    case read
    /// A write: `If-Match` is honoured where it is sent (412).
    case write
    /// A write that demands `If-Match` (428 without it), so that nobody overwrites what they have not seen.
    case requiredWrite
}
