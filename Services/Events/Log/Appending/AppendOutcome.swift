/// What became of a record.
package enum AppendOutcome: Hashable, Sendable {
    /// It is on disk.
    case appended(offset: Int64)
    /// The same event is on disk already, at this offset.
    case duplicate(offset: Int64)
    /// It is larger than a batch may be, in bytes; it was left out, the others were not.
    case tooLarge(limit: Int)

    /// Where the event is; nil when it was left out.
    package var offset: Int64? {
        switch self {
        case .appended(let offset), .duplicate(let offset): offset
        case .tooLarge: nil
        }
    }
}
