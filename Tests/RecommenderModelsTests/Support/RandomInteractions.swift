import MeshCore
import RecommenderModels

/// Users of some tastes: each likes the items of one group, and now and then another.
func randomInteractions(users: Int, items: Int, tastes: Int, seed: UInt64) -> [Interaction] {
    var random = SplitMix64(seed: seed)
    var result: [Interaction] = []
    for user in 0..<users {
        for item in 0..<items {
            let chance = item % tastes == user % tastes ? 0.5 : 0.05
            guard random.unit() < chance else { continue }
            result.append(
                Interaction(row: UInt32(user), column: UInt32(item), weight: Float(1 + random.below(3))))
        }
    }
    return result
}

/// The matrix in full, row by row.
func dense(_ matrix: InteractionMatrix) -> [[Double]] {
    var rows = [[Double]](
        repeating: [Double](repeating: 0, count: matrix.columnCount), count: matrix.rowCount)
    for row in 0..<matrix.rowCount {
        for entry in matrix.entries(ofRow: row) {
            rows[row][Int(matrix.columns[entry])] = Double(matrix.weights[entry])
        }
    }
    return rows
}

/// All items that a model scores after a history, by their ids.
func scores(_ model: some RecommendationModel, after history: History) -> [UInt32: Double] {
    var sheet = ScoreSheet(itemCount: model.itemCount)
    let items = model.recommendations(after: history, count: model.itemCount, known: .included, on: &sheet)
    return Dictionary(uniqueKeysWithValues: items.map { ($0.item, $0.score) })
}

/// Whether two numbers differ by no more than a share of the greater one, or by so much near 0.
func isNear(_ left: Double, _ right: Double, tolerance: Double) -> Bool {
    abs(left - right) <= tolerance * max(1, abs(left), abs(right))
}
