import RecommenderModels

/// A linear regression by ordinary least squares, with what its coefficients may be wrong by (Greene, "Econometric Analysis",
/// chapters 3 and 4).
struct LeastSquares: Hashable, Sendable {
    /// One for each column.
    let coefficients: [Double]
    /// The standard errors of the coefficients, where the errors of the rows are independent and of one variance.
    let standardErrors: [Double]
    /// Rows less columns.
    let degreesOfFreedom: Int
    /// The variance of the rows' errors.
    let residualVariance: Double

    /// - Parameters:
    ///   - table: A column of ones is the caller's matter.
    ///   - answers: One for each row.
    /// - Throws: ``ScienceError/tooLittle(of:count:needed:)`` for as few rows as columns, or ``ScienceError/dependentColumns``.
    init(_ table: FeatureTable, answers: [Double]) throws(ScienceError) {
        let (rows, columns) = (table.rowCount, table.columnCount)
        precondition(answers.count == rows, "each row has an answer")
        guard rows > columns else { throw .tooLittle(of: "rows", count: rows, needed: columns + 1) }
        // Columns of the length 1 make the equations as well-conditioned as scaling can.
        let lengths = (0..<columns).map { column in
            table.column(column).reduce(0) { $0 + $1 * $1 }.squareRoot()
        }
        guard lengths.allSatisfy({ $0 > 0 && $0.isFinite }) else { throw .dependentColumns }
        var gram = [Double](repeating: 0, count: columns * columns)
        var right = [Double](repeating: 0, count: columns)
        for row in 0..<rows {
            for column in 0..<columns {
                let value = table[row, column] / lengths[column]
                right[column] += value * answers[row]
                for other in 0...column { gram[column * columns + other] += value * table[row, other] / lengths[other] }
            }
        }
        let scaled = try Self.solve(gram, right)
        let fitted = (0..<rows).map { row in
            (0..<columns).reduce(0) { $0 + table[row, $1] * scaled[$1] / lengths[$1] }
        }
        let squares = zip(fitted, answers).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        coefficients = (0..<columns).map { scaled[$0] / lengths[$0] }
        degreesOfFreedom = rows - columns
        residualVariance = squares / Double(rows - columns)
        var errors: [Double] = []
        for column in 0..<columns {
            var unit = [Double](repeating: 0, count: columns)
            unit[column] = 1
            let inverse = try Self.solve(gram, unit)[column]
            // 1 for a column at right angles to the others, and the greater the less of it is its own.
            guard inverse < 1e10 else { throw .dependentColumns }
            errors.append((residualVariance * inverse).squareRoot() / lengths[column])
        }
        standardErrors = errors
    }

    private static func solve(_ matrix: [Double], _ vector: [Double]) throws(ScienceError) -> [Double] {
        var solver = PositiveSolver(order: vector.count)
        solver.matrix = matrix
        solver.vector = vector
        do throws(ModelError) {
            try solver.solve()
        } catch {
            throw .dependentColumns
        }
        return solver.vector
    }
}
