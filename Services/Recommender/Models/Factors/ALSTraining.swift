import MeshCore

/// A training of an ``ALSModel``, round by round, so that whoever runs it may look at the time between rounds.
package struct ALSTraining {
    package let configuration: ALSConfiguration
    private let userRows: InteractionMatrix
    private let itemRows: InteractionMatrix
    package private(set) var userFactors: FactorMatrix
    package private(set) var itemFactors: FactorMatrix

    /// - Parameters:
    ///   - matrix: Of users' rows and items' columns.
    ///   - userFactors: What to begin with; small random numbers when it is nil.
    ///   - itemFactors: The same.
    package init(
        _ matrix: InteractionMatrix, configuration: ALSConfiguration, userFactors: FactorMatrix? = nil,
        itemFactors: FactorMatrix? = nil
    ) {
        var random = SplitMix64(seed: configuration.seed)
        let size = configuration.factorCount
        self.configuration = configuration
        userRows = matrix
        itemRows = matrix.transposed()
        self.userFactors =
            userFactors ?? FactorMatrix(rowCount: matrix.rowCount, factorCount: size, random: &random)
        self.itemFactors =
            itemFactors ?? FactorMatrix(rowCount: matrix.columnCount, factorCount: size, random: &random)
    }

    /// Makes all users' vectors from the items', then all items' from the users'.
    ///
    /// - Throws: ``ModelError/notPositiveDefinite``.
    package mutating func runRound() throws(ModelError) {
        try Self.solve(userRows, against: itemFactors, into: &userFactors, configuration)
        try Self.solve(itemRows, against: userFactors, into: &itemFactors, configuration)
    }

    /// What the training lessens: Σ c (p − x·y)² over all users and items, and λ times the squares of all vectors' lengths.
    package var loss: Double {
        let size = configuration.factorCount
        let (users, items) = (userFactors.gram, itemFactors.gram)
        // All pairs as if nobody had met: the sum of squares is the inner product of both grams.
        var sum = zip(users, items).reduce(0) { $0 + $1.0 * $1.1 }
        for row in 0..<userRows.rowCount {
            let user = userFactors.values.span.extracting(userFactors.range(ofRow: row))
            for entry in userRows.entries(ofRow: row) {
                let item = itemFactors.range(ofRow: Int(userRows.columns[entry]))
                let product = Double(FloatKernels.dot(user, itemFactors.values.span.extracting(item)))
                let confidence = 1 + configuration.alpha * Double(userRows.weights[entry])
                sum += confidence * (1 - product) * (1 - product) - product * product
            }
        }
        let squares = (0..<size).reduce(0) { $0 + users[$1 * size + $1] + items[$1 * size + $1] }
        return sum + configuration.regularization * squares
    }

    private static func solve(
        _ rows: InteractionMatrix, against fixed: FactorMatrix, into target: inout FactorMatrix,
        _ configuration: ALSConfiguration
    ) throws(ModelError) {
        var solver = ALSSolver(configuration, gram: fixed.gram)
        for row in 0..<rows.rowCount {
            let entries = SparseRow(row, of: rows)
            switch configuration.solver {
            case .cholesky: try solver.solveExactly(entries, against: fixed, into: &target, at: row)
            case .conjugateGradient(let steps):
                solver.approach(entries, against: fixed, into: &target, at: row, steps: steps)
            }
        }
    }
}
