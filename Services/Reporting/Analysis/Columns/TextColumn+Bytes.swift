extension TextColumn {
    func write(to writer: inout PackedWriter) {
        writer.count(texts.count)
        for text in texts { writer.text(text) }
        codes.write(to: &writer)
    }

    /// - Parameter count: How many rows it has.
    init(from reader: inout PackedReader, count: Int) throws(PackedError) {
        var texts: [String] = []
        for _ in 0..<(try reader.count()) { texts.append(try reader.text()) }
        self.texts = texts
        codes = try CodeColumn(from: &reader, count: count, below: texts.count)
    }
}
