/// Solves the equation of one row of an ALS model against the vectors of the other side, with room that is made once.
struct ALSSolver {
    private let size: Int
    private let alpha: Double
    /// Yᵀ Y + λ I, row by row.
    private let regularized: [Double]
    private let regularizedFloats: [Float]
    private var equation: PositiveSolver

    /// Residuals whose square is below this are none.
    private static let exactness: Float = 1e-20
    /// With 64 factors, 256 KiB.
    private static let gatheredCount = 1024

    /// - Parameter gram: Yᵀ Y of the other side.
    init(_ configuration: ALSConfiguration, gram: [Double]) {
        size = configuration.factorCount
        alpha = configuration.alpha
        var regularized = gram
        for factor in 0..<size { regularized[factor * size + factor] += configuration.regularization }
        self.regularized = regularized
        regularizedFloats = regularized.map { Float($0) }
        equation = PositiveSolver(order: size)
    }

    /// By Cholesky's factorization.
    ///
    /// - Throws: ``ModelError/notPositiveDefinite``.
    mutating func solveExactly(
        _ entries: SparseRow, against fixed: FactorMatrix, into target: inout FactorMatrix, at row: Int
    ) throws(ModelError) {
        let place = target.range(ofRow: row)
        guard !entries.isEmpty else { return Self.clear(place, of: &target) }
        equation.matrix = regularized
        for factor in 0..<size { equation.vector[factor] = 0 }
        for (column, weight) in zip(entries.columns, entries.weights) {
            let extra = alpha * Double(weight)
            let vector = fixed.values[fixed.range(ofRow: Int(column))]
            for (factor, value) in vector.enumerated() {
                equation.vector[factor] += (1 + extra) * Double(value)
                for (other, second) in vector.prefix(factor + 1).enumerated() {
                    equation.matrix[factor * size + other] += extra * Double(value) * Double(second)
                }
            }
        }
        try equation.solve()
        for factor in 0..<size { target.values[place.lowerBound + factor] = Float(equation.vector[factor]) }
    }

    /// By steps of the conjugate gradient from what the target holds: (Yᵀ Y + λ I) v + Σ (c − 1) (y · v) y stands for the row's
    /// matrix times v, which is never made.
    func approach(
        _ entries: SparseRow, against fixed: FactorMatrix, into target: inout FactorMatrix, at row: Int, steps: Int
    ) {
        let place = target.range(ofRow: row)
        guard !entries.isEmpty else { return Self.clear(place, of: &target) }
        let (vectors, starts) = gathered(entries, of: fixed)
        var product = [Float](repeating: 0, count: size)
        var residual = product
        Self.multiply(regularizedFloats, by: target.values.span.extracting(place), into: &product)
        for factor in 0..<size { residual[factor] = -product[factor] }
        for (start, weight) in zip(starts, entries.weights) {
            let vector = vectors.span.extracting(start..<start + size)
            let extra = Float(alpha) * weight
            let share = 1 + extra - extra * FloatKernels.dot(vector, target.values.span.extracting(place))
            var span = residual.mutableSpan
            FloatKernels.add(share, times: vector, to: &span)
        }
        var direction = residual
        var square = FloatKernels.dot(residual.span, residual.span)
        for _ in 0..<steps where square >= Self.exactness {
            Self.multiply(regularizedFloats, by: direction.span, into: &product)
            for (start, weight) in zip(starts, entries.weights) {
                let vector = vectors.span.extracting(start..<start + size)
                let share = Float(alpha) * weight * FloatKernels.dot(vector, direction.span)
                var span = product.mutableSpan
                FloatKernels.add(share, times: vector, to: &span)
            }
            let stride = square / FloatKernels.dot(direction.span, product.span)
            var solution = target.values.mutableSpan
            FloatKernels.add(stride, times: direction.span, to: &solution, at: place.lowerBound)
            var span = residual.mutableSpan
            FloatKernels.add(-stride, times: product.span, to: &span)
            let next = FloatKernels.dot(residual.span, residual.span)
            for factor in 0..<size { direction[factor] = residual[factor] + next / square * direction[factor] }
            square = next
        }
    }

    /// The vectors of a row's entries and where each begins: side by side, since they lie far apart and are read again in each
    /// step; where they are when there are too many for the processor's cache.
    private func gathered(_ entries: SparseRow, of fixed: FactorMatrix) -> (vectors: [Float], starts: [Int]) {
        guard entries.columns.count <= Self.gatheredCount else {
            return (fixed.values, entries.columns.map { Int($0) * size })
        }
        var vectors: [Float] = []
        vectors.reserveCapacity(entries.columns.count * size)
        for column in entries.columns { vectors += fixed.values[fixed.range(ofRow: Int(column))] }
        return (vectors, Array(stride(from: 0, to: vectors.count, by: size)))
    }

    /// The product becomes the square matrix times the vector.
    private static func multiply(_ square: [Float], by vector: Span<Float>, into product: inout [Float]) {
        var span = product.mutableSpan
        FloatKernels.multiply(square.span, by: vector, into: &span)
    }

    private static func clear(_ place: Range<Int>, of target: inout FactorMatrix) {
        for number in place { target.values[number] = 0 }
    }
}
