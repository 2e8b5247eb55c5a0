/// How models are made, as the functions that make them are told.
package struct ModelRecipe: Codable, Hashable, Sendable {
    /// Neighbours that an item keeps.
    package var neighbourCount: Int
    /// Whether items are compared by BM25; by cosines otherwise.
    package var comparesByBM25: Bool
    /// The items that the linear model knows, those with the most users; 0 for no linear model.
    package var linearItems: Int
    package var regularization: Double
    package var minimumSupport: Double
    package var minimumConfidence: Double

    package init(
        neighbourCount: Int, comparesByBM25: Bool, linearItems: Int, regularization: Double, minimumSupport: Double,
        minimumConfidence: Double
    ) {
        self.neighbourCount = neighbourCount
        self.comparesByBM25 = comparesByBM25
        self.linearItems = linearItems
        self.regularization = regularization
        self.minimumSupport = minimumSupport
        self.minimumConfidence = minimumConfidence
    }

    /// What baskets keep for each item.
    private static let partners = 50

    /// The parts that are made by it.
    package var parts: [ModelPart] { ModelPart.allCases.filter { $0 != .linear || linearItems > 0 } }

    /// Which items similar users deal with.
    package func neighbours(_ snapshot: TrainingSnapshot) -> ItemNeighbours {
        ItemNeighbours(
            snapshot.matrix(.byStrength), weighting: comparesByBM25 ? .bm25 : .cosine, count: neighbourCount)
    }

    /// The linear model; nil where there is to be none.
    ///
    /// - Throws: ``ModelError``.
    package func linear(_ snapshot: TrainingSnapshot) throws(ModelError) -> EASEModel? {
        guard linearItems > 0 else { return nil }
        // The bytes of its inverse and of its weights, for so many items.
        let limit = linearItems * (linearItems + 1) * 8
        return try EASEModel(snapshot.matrix(.equally), regularization: regularization, memoryLimit: limit)
    }

    /// What is bought together.
    ///
    /// - Throws: ``ModelError``.
    package func baskets(_ snapshot: TrainingSnapshot) throws(ModelError) -> BasketPartners {
        guard !snapshot.set.baskets.isEmpty else { return BasketPartners() }
        let settings = try BasketSettings(
            minimumSupport: minimumSupport, minimumConfidence: minimumConfidence, longestItemset: 2)
        return try BasketPartners(snapshot.set.baskets, settings: settings, count: Self.partners)
    }

    /// A part as bytes, as ``TrainedModels/init(parts:)`` reads them.
    ///
    /// - Throws: ``ModelError``.
    package func bytes(of part: ModelPart, from snapshot: TrainingSnapshot) throws(ModelError) -> [UInt8] {
        var writer = PackedWriter()
        switch part {
        case .neighbours: neighbours(snapshot).write(to: &writer)
        case .linear: try linear(snapshot)?.write(to: &writer)
        case .baskets: try baskets(snapshot).write(to: &writer)
        }
        return writer.bytes
    }
}
