/// Some whole records of a file, one after the other.
struct RecordChunk: Sendable {
    let bytes: [UInt8]
    /// The line on which the first record begins, from 1.
    let firstLine: Int64
    /// The position in the file behind the last record.
    let end: FilePosition
}
