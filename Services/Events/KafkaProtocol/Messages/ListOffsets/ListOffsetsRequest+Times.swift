extension ListOffsetsRequest {
    /// The time that stands for the offset behind the last record.
    package static let end: Int64 = -1
    /// The time that stands for the first offset that there is.
    package static let start: Int64 = -2
}
