/// Solves A x = b by Gauss's elimination with row pivots (Golub and Van Loan, "Matrix Computations", section 3.4), for small matrices
/// without symmetry.
enum LinearEquations {
    /// - Parameter matrix: By rows.
    /// - Throws: ``ScienceError/dependentColumns``.
    static func solve(_ matrix: [[Double]], _ vector: [Double]) throws(ScienceError) -> [Double] {
        var (rows, right) = (matrix, vector)
        let order = vector.count
        for column in 0..<order {
            let pivot = (column..<order).max { abs(rows[$0][column]) < abs(rows[$1][column]) } ?? column
            guard abs(rows[pivot][column]) > 1e-300 else { throw .dependentColumns }
            rows.swapAt(column, pivot)
            right.swapAt(column, pivot)
            for row in column + 1..<order where rows[row][column] != 0 {
                let factor = rows[row][column] / rows[column][column]
                for place in column..<order { rows[row][place] -= factor * rows[column][place] }
                right[row] -= factor * right[column]
            }
        }
        for row in (0..<order).reversed() {
            for place in row + 1..<order { right[row] -= rows[row][place] * right[place] }
            right[row] /= rows[row][row]
        }
        return right
    }
}
