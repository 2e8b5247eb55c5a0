/// A record's place in its batch.
struct RecordPlace {
    /// Milliseconds from the batch's base timestamp.
    var timestampDelta: Int64
    /// Offsets from the batch's first.
    var offsetDelta: Int32
}
