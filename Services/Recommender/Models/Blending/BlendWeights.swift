/// What the lists of the trained models count when they are fused.
package struct BlendWeights: Codable, Hashable, Sendable {
    package var neighbours: Double
    package var linear: Double
    package var factors: Double
    package var sessions: Double

    package init(neighbours: Double = 1, linear: Double = 1, factors: Double = 0, sessions: Double = 0) {
        self.neighbours = neighbours
        self.linear = linear
        self.factors = factors
        self.sessions = sessions
    }

    /// Writes them.
    package func write(to writer: inout PackedWriter) {
        for weight in [neighbours, linear, factors, sessions] { writer.write(weight) }
    }

    /// Reads what ``write(to:)`` has written.
    ///
    /// - Throws: ``ModelError/unreadable``.
    package init(from reader: inout PackedReader) throws(ModelError) {
        neighbours = try reader.readDouble()
        linear = try reader.readDouble()
        factors = try reader.readDouble()
        sessions = try reader.readDouble()
        guard [neighbours, linear, factors, sessions].allSatisfy({ $0.isFinite && $0 >= 0 }) else {
            throw .unreadable
        }
    }
}
