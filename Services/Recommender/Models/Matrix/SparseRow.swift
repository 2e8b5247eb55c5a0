/// The entries of one row: some columns, and a weight for each.
struct SparseRow {
    let columns: ArraySlice<UInt32>
    let weights: ArraySlice<Float>

    var isEmpty: Bool { columns.isEmpty }

    /// A row of a matrix.
    init(_ row: Int, of matrix: InteractionMatrix) {
        let entries = matrix.entries(ofRow: row)
        columns = matrix.columns[entries]
        weights = matrix.weights[entries]
    }

    /// What stands in a history, each item once with the sum of its weights, by ascending items.
    ///
    /// - Parameter itemCount: Items from this on are left out.
    init(_ history: History, itemCount: Int) {
        var sums: [UInt32: Float] = [:]
        for (item, weight) in zip(history.items, history.weights) where Int(item) < itemCount {
            sums[item, default: 0] += weight
        }
        let sorted = sums.sorted { $0.key < $1.key }
        columns = sorted.map(\.key)[...]
        weights = sorted.map(\.value)[...]
    }
}
