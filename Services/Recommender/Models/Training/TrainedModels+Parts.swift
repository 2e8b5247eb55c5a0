extension TrainedModels {
    /// Puts parts together that functions have made.
    ///
    /// - Parameter parts: As ``ModelRecipe/bytes(of:from:)`` has written them; the linear one may be missing.
    /// - Throws: ``ModelError/unreadable``.
    package init(parts: [ModelPart: [UInt8]]) throws(ModelError) {
        guard let first = parts[.neighbours], let last = parts[.baskets] else { throw .unreadable }
        var readers = (neighbours: PackedReader(first), baskets: PackedReader(last))
        let neighbours = try ItemNeighbours(from: &readers.neighbours)
        let baskets = try BasketPartners(from: &readers.baskets)
        var linear: EASEModel?
        if let bytes = parts[.linear] {
            var reader = PackedReader(bytes)
            linear = try EASEModel(from: &reader)
            guard reader.isAtEnd else { throw .unreadable }
        }
        guard readers.neighbours.isAtEnd, readers.baskets.isAtEnd,
            (linear?.itemCount ?? 0) <= neighbours.itemCount
        else { throw .unreadable }
        self.init(neighbours: neighbours, linear: linear, baskets: baskets)
    }
}
