/// What one training has made: all that serving asks, in one file.
package struct TrainedModels: Sendable {
    package let neighbours: ItemNeighbours
    /// Of the items with the most users; nil where it was not made.
    package let linear: EASEModel?
    package let baskets: BasketPartners
    /// Implicit ALS; nil where it was not made.
    package let factors: ALSModel?
    /// VMIS-kNN; nil where it was not made.
    package let sessions: SessionNeighbours?
    /// What their lists count: what a model that counts nothing says, nobody asks.
    package let weights: BlendWeights

    /// Items have the numbers below this.
    package var itemCount: Int { neighbours.itemCount }

    package init(
        neighbours: ItemNeighbours, linear: EASEModel?, baskets: BasketPartners, factors: ALSModel? = nil,
        sessions: SessionNeighbours? = nil, weights: BlendWeights = BlendWeights()
    ) {
        self.neighbours = neighbours
        self.linear = linear
        self.baskets = baskets
        self.factors = factors
        self.sessions = sessions
        self.weights = weights
    }

    /// The same with other weights.
    package func weighed(_ weights: BlendWeights) -> TrainedModels {
        TrainedModels(
            neighbours: neighbours, linear: linear, baskets: baskets, factors: factors, sessions: sessions,
            weights: weights)
    }

    /// What stands at the begin, with the format's version.
    private static let magic = Array("ORRECMOD".utf8) + [2]
    /// That of files without factors, sessions and weights.
    private static let firstMagic = Array("ORRECMOD".utf8) + [1]

    /// The bytes of its file.
    package var bytes: [UInt8] {
        var writer = PackedWriter()
        writer.write(Self.magic)
        neighbours.write(to: &writer)
        writer.write(linear == nil ? 0 : UInt8(1))
        linear?.write(to: &writer)
        baskets.write(to: &writer)
        writer.write(factors == nil ? 0 : UInt8(1))
        factors?.write(to: &writer)
        writer.write(sessions == nil ? 0 : UInt8(1))
        sessions?.write(to: &writer)
        weights.write(to: &writer)
        return writer.bytes
    }

    /// Reads a file.
    ///
    /// - Throws: ``ModelError/unreadable`` when it is something else, or of another version.
    package init(bytes: [UInt8]) throws(ModelError) {
        var reader = PackedReader(bytes)
        let magic = try reader.readBytes()
        guard magic == Self.magic || magic == Self.firstMagic else { throw .unreadable }
        neighbours = try ItemNeighbours(from: &reader)
        linear = try reader.read(UInt8.self) == 0 ? nil : try EASEModel(from: &reader)
        baskets = try BasketPartners(from: &reader)
        if magic == Self.magic {
            factors = try reader.read(UInt8.self) == 0 ? nil : try ALSModel(from: &reader)
            sessions = try reader.read(UInt8.self) == 0 ? nil : try SessionNeighbours(from: &reader)
            weights = try BlendWeights(from: &reader)
        } else {
            (factors, sessions, weights) = (nil, nil, BlendWeights())
        }
        guard reader.isAtEnd, isOfOneSize else { throw .unreadable }
    }

    /// Whether no model knows items that the others have no number for.
    var isOfOneSize: Bool {
        [linear?.itemCount, factors?.itemCount, sessions?.itemCount].allSatisfy { ($0 ?? 0) <= itemCount }
    }
}
