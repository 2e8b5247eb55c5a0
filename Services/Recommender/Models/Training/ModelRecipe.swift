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
    /// The length of the vectors of implicit ALS; 0 for none.
    package var factorCount: Int
    /// How many users' histories sessions are compared with, the last ones; 0 for none.
    package var sessionCount: Int

    package init(
        neighbourCount: Int, comparesByBM25: Bool, linearItems: Int, regularization: Double, minimumSupport: Double,
        minimumConfidence: Double, factorCount: Int = 0, sessionCount: Int = 0
    ) {
        self.neighbourCount = neighbourCount
        self.comparesByBM25 = comparesByBM25
        self.linearItems = linearItems
        self.regularization = regularization
        self.minimumSupport = minimumSupport
        self.minimumConfidence = minimumConfidence
        self.factorCount = factorCount
        self.sessionCount = sessionCount
    }

    /// What baskets keep for each item.
    private static let partners = 50

    /// The parts that are made by it.
    package var parts: [ModelPart] {
        ModelPart.allCases.filter { part in
            switch part {
            case .neighbours, .baskets: true
            case .linear: linearItems > 0
            case .factors: factorCount > 0
            case .sessions: sessionCount > 0
            }
        }
    }

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

    /// Implicit ALS; nil where there is to be none.
    ///
    /// - Throws: ``ModelError``.
    package func factors(_ snapshot: TrainingSnapshot) throws(ModelError) -> ALSModel? {
        guard factorCount > 0 else { return nil }
        return try ALSModel(
            snapshot.matrix(.byStrength), configuration: ALSConfiguration(factorCount: factorCount, roundCount: 10))
    }

    /// Sessions, of what users did one after the other; nil where there are to be none.
    ///
    /// - Throws: ``ModelError``.
    package func sessions(_ snapshot: TrainingSnapshot) throws(ModelError) -> SessionNeighbours? {
        guard sessionCount > 0 else { return nil }
        let all = snapshot.sessions(sessionCount)
        return SessionNeighbours(all, itemCount: snapshot.head.itemCount, configuration: try VMISConfiguration())
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
        case .factors: try factors(snapshot)?.write(to: &writer)
        case .sessions: try sessions(snapshot)?.write(to: &writer)
        }
        return writer.bytes
    }
}
