/// What one training has made: all that serving asks, in one file.
package struct TrainedModels: Sendable {
    package let neighbours: ItemNeighbours
    /// Of the items with the most users; nil where it was not made.
    package let linear: EASEModel?
    package let baskets: BasketPartners

    /// Items have the numbers below this.
    package var itemCount: Int { neighbours.itemCount }

    package init(neighbours: ItemNeighbours, linear: EASEModel?, baskets: BasketPartners) {
        self.neighbours = neighbours
        self.linear = linear
        self.baskets = baskets
    }

    /// What stands at the begin, with the format's version.
    private static let magic = Array("ORRECMOD".utf8) + [1]

    /// The bytes of its file.
    package var bytes: [UInt8] {
        var writer = PackedWriter()
        writer.write(Self.magic)
        neighbours.write(to: &writer)
        writer.write(linear == nil ? 0 : UInt8(1))
        linear?.write(to: &writer)
        baskets.write(to: &writer)
        return writer.bytes
    }

    /// Reads a file.
    ///
    /// - Throws: ``ModelError/unreadable`` when it is something else, or of another version.
    package init(bytes: [UInt8]) throws(ModelError) {
        var reader = PackedReader(bytes)
        guard try reader.readBytes() == Self.magic else { throw .unreadable }
        neighbours = try ItemNeighbours(from: &reader)
        linear = try reader.read(UInt8.self) == 0 ? nil : try EASEModel(from: &reader)
        baskets = try BasketPartners(from: &reader)
        guard reader.isAtEnd, (linear?.itemCount ?? itemCount) <= itemCount else { throw .unreadable }
    }
}
