extension ItemNeighbours {
    /// Writes it.
    package func write(to writer: inout PackedWriter) {
        writer.write(offsets.map { UInt32($0) })
        writer.write(neighbours)
        writer.write(similarities)
    }

    /// Reads what ``write(to:)`` has written.
    ///
    /// - Throws: ``ModelError/unreadable``.
    package init(from reader: inout PackedReader) throws(ModelError) {
        let offsets = try reader.readNumbers()
        let neighbours = try reader.readNumbers()
        let similarities = try reader.readFloats()
        guard let first = offsets.first, first == 0, Int(offsets[offsets.count - 1]) == neighbours.count,
            similarities.count == neighbours.count, zip(offsets, offsets.dropFirst()).allSatisfy({ $0 <= $1 }),
            neighbours.allSatisfy({ Int($0) < offsets.count - 1 })
        else { throw .unreadable }
        self.init(offsets: offsets.map { Int($0) }, neighbours: neighbours, similarities: similarities)
    }
}
