extension ALSModel {
    /// Writes it: 4 bytes for each factor of each item.
    package func write(to writer: inout PackedWriter) {
        writer.write(UInt32(itemCount))
        writer.write(UInt32(configuration.factorCount))
        writer.write(configuration.regularization)
        writer.write(configuration.alpha)
        writer.write(itemFactors.values)
    }

    /// Reads what ``write(to:)`` has written.
    ///
    /// - Throws: ``ModelError/unreadable``.
    package init(from reader: inout PackedReader) throws(ModelError) {
        let (items, factors) = (Int(try reader.read(UInt32.self)), Int(try reader.read(UInt32.self)))
        let (regularization, alpha) = (try reader.readDouble(), try reader.readDouble())
        let values = try reader.readFloats()
        // What is out of bounds was not written by us.
        guard values.count == items * factors, values.allSatisfy(\.isFinite),
            let configuration = try? ALSConfiguration(
                factorCount: factors, regularization: regularization, alpha: alpha)
        else { throw .unreadable }
        self.init(
            itemFactors: FactorMatrix(rowCount: items, factorCount: factors, values: values),
            configuration: configuration)
    }
}
