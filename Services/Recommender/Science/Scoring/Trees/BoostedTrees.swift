import Glibc
import MeshCore

/// Gradient-boosted trees (Friedman, "Greedy Function Approximation: A Gradient Boosting Machine", Annals of Statistics 29, 2001; Chen
/// and Guestrin, "XGBoost: A Scalable Tree Boosting System", KDD 2016). XGBoost makes them; what it made is kept as a value of ours, so
/// that nothing of the library is needed to ask it.
package struct BoostedTrees: Hashable, Sendable {
    /// A tree, its nodes in arrays; the root is the first.
    struct Tree: Hashable {
        /// The node for smaller values; −1 in a leaf.
        let left: [Int32]
        let right: [Int32]
        let columns: [Int32]
        /// What values have to be below to go left; what the leaf says in a leaf.
        let thresholds: [Float]
    }

    package let columnCount: Int
    private let trees: [Tree]
    /// What is said before any tree, as log odds.
    private let start: Double

    /// - Parameter answers: One for each row.
    /// - Throws: ``ScienceError``.
    package init(
        _ table: FeatureTable, answers: [Bool], settings: BoostingSettings
    ) throws(ScienceError) {
        precondition(answers.count == table.rowCount, "each row has an answer")
        try table.requireFinite()
        let positives = answers.count { $0 }
        guard positives > 0, positives < answers.count else { throw .oneClass }
        let rate = Double(positives) / Double(answers.count)
        let parameters = settings.parameters + [("base_score", "\(rate)")]
        let booster = try Booster(
            rows: table.values.map { Float($0) }, answers: answers.map { $0 ? 1 : 0 }, columnCount: table.columnCount,
            parameters: parameters)
        for round in 0..<settings.treeCount { try booster.boost(round: round) }
        let model = try booster.model()
        guard let trees = Self.trees(in: model) else { throw .boosting("its model is not in the form of version 1.7") }
        self.trees = trees
        columnCount = table.columnCount
        start = log(rate / (1 - rate))
    }

    /// How likely a row of these columns is to be true.
    package func probability(of row: some Collection<Double>) -> Double {
        precondition(row.count == columnCount, "a row has a number for each column")
        let values = row.map { Float($0) }
        let sum = trees.reduce(start) { $0 + Double($1.answer(to: values)) }
        return 1 / (1 + exp(-sum))
    }

    /// How likely each row is to be true.
    package func probabilities(of table: FeatureTable) -> [Double] {
        (0..<table.rowCount).map { probability(of: table.row($0)) }
    }

    /// XGBoost's JSON (its documentation, "Introduction to Model IO").
    private static func trees(in model: JSONValue) -> [Tree]? {
        guard let list = model["learner"]?["gradient_booster"]?["model"]?["trees"]?.arrayValue else { return nil }
        var trees: [Tree] = []
        for tree in list {
            func numbers(_ name: String) -> [Double]? { tree[name]?.arrayValue?.compactMap(\.doubleValue) }
            guard let left = numbers("left_children"), let right = numbers("right_children"),
                let columns = numbers("split_indices"), let thresholds = numbers("split_conditions"),
                !left.isEmpty, [right.count, columns.count, thresholds.count].allSatisfy({ $0 == left.count })
            else { return nil }
            trees.append(
                Tree(
                    left: left.map { Int32($0) }, right: right.map { Int32($0) }, columns: columns.map { Int32($0) },
                    thresholds: thresholds.map { Float($0) }))
        }
        return trees
    }
}

extension BoostedTrees.Tree {
    func answer(to row: [Float]) -> Float {
        var node = 0
        while left[node] >= 0 {
            node = Int(row[Int(columns[node])] < thresholds[node] ? left[node] : right[node])
        }
        return thresholds[node]
    }
}
