/// What happens to the old records of a topic.
package enum CleanupRule: String, Hashable, Sendable {
    /// They go with their segments when these are too old or too many.
    case delete
    /// The newest record of each key stays for good; a record without a value removes its key after a while.
    case compact
    /// Both.
    case compactAndDelete = "compact,delete"

    /// Whether only the newest record of a key need be kept.
    package var compacts: Bool { self != .delete }
    /// Whether age and size remove records.
    package var deletes: Bool { self != .compact }
}
