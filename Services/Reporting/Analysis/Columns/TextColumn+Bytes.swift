extension TextColumn {
    func write(to writer: inout PackedWriter) {
        writer.count(texts.count)
        for text in texts { writer.text(text) }
        codes.write(to: &writer)
    }

    /// - Parameter count: How many rows it has.
    init(from reader: inout PackedReader, count: Int) throws(PackedError) {
        texts = try Self.texts(from: &reader)
        codes = try CodeColumn(from: &reader, count: count, below: texts.count)
    }

    /// The texts alone, behind which the codes follow.
    static func texts(from reader: inout PackedReader) throws(PackedError) -> [String] {
        var texts: [String] = []
        for _ in 0..<(try reader.count()) { texts.append(try reader.text()) }
        return texts
    }
}
