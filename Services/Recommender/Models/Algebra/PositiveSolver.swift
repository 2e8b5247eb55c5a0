/// Solves A x = b for a small symmetric positive definite A by Cholesky's factorization A = L Lᵀ (Golub and Van Loan, "Matrix
/// Computations", 4th edition, section 4.2). Its room is made once for many equations of one order.
package struct PositiveSolver {
    package let order: Int
    /// The lower triangle by rows, the whole square being there.
    package var matrix: [Double]
    /// The right side, and the solution afterwards.
    package var vector: [Double]

    /// All zero.
    package init(order: Int) {
        self.order = order
        matrix = [Double](repeating: 0, count: order * order)
        vector = [Double](repeating: 0, count: order)
    }

    /// Replaces the vector by the solution, and the matrix by its factor.
    ///
    /// - Throws: ``ModelError/notPositiveDefinite``.
    package mutating func solve() throws(ModelError) {
        for row in 0..<order {
            for column in 0...row {
                var sum = matrix[row * order + column]
                for inner in 0..<column { sum -= matrix[row * order + inner] * matrix[column * order + inner] }
                if row > column {
                    matrix[row * order + column] = sum / matrix[column * order + column]
                } else {
                    guard sum > 0 else { throw .notPositiveDefinite }
                    matrix[row * order + row] = sum.squareRoot()
                }
            }
        }
        for row in 0..<order {
            var sum = vector[row]
            for column in 0..<row { sum -= matrix[row * order + column] * vector[column] }
            vector[row] = sum / matrix[row * order + row]
        }
        for row in (0..<order).reversed() {
            var sum = vector[row]
            for below in row + 1..<order { sum -= matrix[below * order + row] * vector[below] }
            vector[row] = sum / matrix[row * order + row]
        }
    }
}
