extension EASEModel {
    /// Writes it.
    package func write(to writer: inout PackedWriter) {
        writer.write(UInt32(itemCount))
        writer.write(coreItems)
        writer.write(weights)
    }

    /// Reads what ``write(to:)`` has written.
    ///
    /// - Throws: ``ModelError/unreadable``.
    package init(from reader: inout PackedReader) throws(ModelError) {
        let itemCount = Int(try reader.read(UInt32.self))
        let core = try reader.readNumbers()
        let weights = try reader.readFloats()
        guard weights.count == core.count * core.count, core.allSatisfy({ Int($0) < itemCount }) else {
            throw .unreadable
        }
        self.init(itemCount: itemCount, coreItems: core, weights: weights)
    }
}
