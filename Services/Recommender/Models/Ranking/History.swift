/// What somebody dealt with, the oldest first: what a recommendation is made from.
package struct History: Hashable, Sendable {
    /// An item may stand in it several times.
    package let items: [UInt32]
    /// A weight for each of `items`.
    package let weights: [Float]

    /// - Parameter weights: As many as items; all are 1 when this is nil.
    package init(_ items: [UInt32], weights: [Float]? = nil) {
        precondition(weights.map { $0.count == items.count } ?? true, "a history needs a weight for each item")
        self.items = items
        self.weights = weights ?? [Float](repeating: 1, count: items.count)
    }

    /// A user's row of a matrix, in the order of the items.
    package init(row: Int, of matrix: InteractionMatrix) {
        items = Array(matrix.columns(ofRow: row))
        weights = Array(matrix.weights[matrix.entries(ofRow: row)])
    }
}
