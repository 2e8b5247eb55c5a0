extension TrainedModels {
    /// Puts parts together that functions have made.
    ///
    /// - Parameters:
    ///   - parts: As ``ModelRecipe/bytes(of:from:)`` has written them; only neighbours and baskets must be there.
    ///   - weights: What their lists count.
    /// - Throws: ``ModelError/unreadable``.
    package init(parts: [ModelPart: [UInt8]], weights: BlendWeights = BlendWeights()) throws(ModelError) {
        guard let neighbours = try Self.read(parts[.neighbours], ItemNeighbours.init(from:)),
            let baskets = try Self.read(parts[.baskets], BasketPartners.init(from:))
        else { throw .unreadable }
        self.init(
            neighbours: neighbours, linear: try Self.read(parts[.linear], EASEModel.init(from:)), baskets: baskets,
            factors: try Self.read(parts[.factors], ALSModel.init(from:)),
            sessions: try Self.read(parts[.sessions], SessionNeighbours.init(from:)), weights: weights)
        guard isOfOneSize else { throw .unreadable }
    }

    private static func read<Model>(
        _ bytes: [UInt8]?, _ make: (inout PackedReader) throws(ModelError) -> Model
    ) throws(ModelError) -> Model? {
        guard let bytes else { return nil }
        var reader = PackedReader(bytes)
        let model = try make(&reader)
        guard reader.isAtEnd else { throw .unreadable }
        return model
    }
}
