extension SparseColumn {
    func write(to writer: inout PackedWriter, _ write: (inout PackedWriter, Value) -> Void) {
        writer.count(positions.count)
        var previous: UInt32 = 0
        for (position, value) in zip(positions, values) {
            writer.number(UInt64(position - previous))
            previous = position
            write(&writer, value)
        }
    }

    /// - Parameters:
    ///   - eventCount: What every position is less than.
    ///   - bits: How many a position and its value take at least.
    init(
        from reader: inout PackedReader, below eventCount: Int, bitsEach bits: Int,
        _ read: (inout PackedReader) throws(PackedError) -> Value
    ) throws(PackedError) {
        self.init()
        var position: UInt64 = 0
        for index in 0..<(try reader.count(bitsEach: bits)) {
            let step = try reader.number()
            guard step < UInt64(eventCount), step > 0 || index == 0 else { throw .malformed("an event's position") }
            position += step
            guard position < UInt64(eventCount) else { throw .malformed("an event's position") }
            append(try read(&reader), at: Int(position))
        }
    }
}
