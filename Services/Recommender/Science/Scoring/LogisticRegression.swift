import Glibc
import RecommenderModels

/// Logistic regression with ridge regularization: the least of λ/2 |w|² and the sum of the rows' log losses, by Newton's method
/// (iteratively reweighted least squares; Hastie, Tibshirani and Friedman, "The Elements of Statistical Learning", sections 4.4.1
/// and 3.4.1). The intercept is not regularized.
package struct LogisticRegression: Hashable, Sendable {
    package let intercept: Double
    /// One for each column.
    package let weights: [Double]

    /// - Parameters:
    ///   - table: Columns of about one size (`Standardization`), since all weights are regularized alike.
    ///   - answers: One for each row.
    ///   - regularization: λ, 0 and up: what half of the sum of the squared weights costs.
    /// - Throws: ``ScienceError/oneClass``, and ``ScienceError/dependentColumns`` where λ is 0 and the rows do not tell the weights.
    package init(_ table: FeatureTable, answers: [Bool], regularization: Double = 1) throws(ScienceError) {
        precondition(answers.count == table.rowCount, "each row has an answer")
        guard regularization >= 0, regularization.isFinite else {
            throw .invalidSetting(name: "regularization", reason: "must be at least 0")
        }
        try table.requireFinite()
        guard answers.contains(true), answers.contains(false) else { throw .oneClass }
        let order = table.columnCount + 1
        var point = [Double](repeating: 0, count: order)
        var loss = Self.loss(table, answers, point, regularization)
        for _ in 0..<100 {
            let (step, decrement) = try Self.step(table, answers, point, regularization)
            // So near the end the loss cannot tell steps apart any more, and the last one doubles the digits.
            if decrement < 1e-9 * max(1, loss) {
                point = zip(point, step).map { $0 + $1 }
                break
            }
            // Newton's step may be too long far from the end: it is halved until the loss falls.
            var length = 1.0
            var next = zip(point, step).map { $0 + $1 }
            var nextLoss = Self.loss(table, answers, next, regularization)
            while !(nextLoss <= loss), length > 1e-10 {
                length /= 2
                next = zip(point, step).map { $0 + length * $1 }
                nextLoss = Self.loss(table, answers, next, regularization)
            }
            guard nextLoss <= loss else { break }
            point = next
            loss = nextLoss
        }
        intercept = point[0]
        weights = Array(point.dropFirst())
    }

    /// How likely a row of these columns is to be true.
    package func probability(of row: some Collection<Double>) -> Double {
        Self.squeezed(zip(row, weights).reduce(intercept) { $0 + $1.0 * $1.1 })
    }

    /// How likely each row is to be true.
    package func probabilities(of table: FeatureTable) -> [Double] {
        (0..<table.rowCount).map { probability(of: table.row($0)) }
    }

    private static func squeezed(_ value: Double) -> Double { 1 / (1 + exp(-value)) }

    private static func loss(
        _ table: FeatureTable, _ answers: [Bool], _ point: [Double], _ regularization: Double
    ) -> Double {
        var sum = point.dropFirst().reduce(0) { $0 + $1 * $1 } * regularization / 2
        for row in 0..<table.rowCount {
            let margin = zip(table.row(row), point.dropFirst()).reduce(point[0]) { $0 + $1.0 * $1.1 }
            let signed = answers[row] ? margin : -margin
            // log(1 + e^−m), without overflow.
            sum += signed > 0 ? log1p(exp(-signed)) : -signed + log1p(exp(signed))
        }
        return sum
    }

    /// The solution of H s = −g, and −gᵀ s: twice what the step is to take from the loss.
    private static func step(
        _ table: FeatureTable, _ answers: [Bool], _ point: [Double], _ regularization: Double
    ) throws(ScienceError) -> (step: [Double], decrement: Double) {
        let order = point.count
        var solver = PositiveSolver(order: order)
        for row in 0..<table.rowCount {
            let values = [1] + table.row(row)
            let expected = squeezed(zip(values, point).reduce(0) { $0 + $1.0 * $1.1 })
            let weight = expected * (1 - expected)
            let error = (answers[row] ? 1 : 0) - expected
            for column in 0..<order {
                solver.vector[column] += error * values[column]
                for other in 0...column {
                    solver.matrix[column * order + other] += weight * values[column] * values[other]
                }
            }
        }
        for column in 1..<order {
            solver.vector[column] -= regularization * point[column]
            solver.matrix[column * order + column] += regularization
        }
        let descent = solver.vector
        do throws(ModelError) {
            try solver.solve()
        } catch {
            throw .dependentColumns
        }
        return (solver.vector, zip(descent, solver.vector).reduce(0) { $0 + $1.0 * $1.1 })
    }
}
