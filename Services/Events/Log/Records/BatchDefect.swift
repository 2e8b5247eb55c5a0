/// Why bytes are not a record batch that the log takes or serves.
package enum BatchDefect: Error, Hashable, Sendable {
    /// There are fewer bytes than the header says, or than a header has.
    case truncated
    /// It is not version 2 of the format.
    case version(Int8)
    /// The bytes have changed since the batch was made.
    case checksum
    /// The counts of the header do not agree with each other or with the records.
    case count
    /// The compression is not known.
    case compression
    /// It is part of a transaction or of its control, which the log does not have.
    case transactional
    /// A record's lengths lead out of the batch.
    case record
    /// It is larger than the topic takes.
    case tooLarge(limit: Int)
}
