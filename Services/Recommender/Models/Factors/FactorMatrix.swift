import MeshCore

/// A vector of floats for each of many rows. It takes 4 bytes for each number.
package struct FactorMatrix: Hashable, Sendable {
    package let rowCount: Int
    /// The length of each vector.
    package let factorCount: Int
    /// Row by row.
    package internal(set) var values: [Float]

    /// - Parameter values: Row by row, as many as both counts say.
    package init(rowCount: Int, factorCount: Int, values: [Float]) {
        precondition(values.count == rowCount * factorCount, "a factor matrix needs a number for each row and factor")
        self.rowCount = rowCount
        self.factorCount = factorCount
        self.values = values
    }

    /// Small random numbers, 0 ..< 0.01.
    init(rowCount: Int, factorCount: Int, random: inout SplitMix64) {
        values = (0..<rowCount * factorCount).map { _ in Float(random.unit() * 0.01) }
        self.rowCount = rowCount
        self.factorCount = factorCount
    }

    /// The numbers of a row.
    func range(ofRow row: Int) -> Range<Int> {
        row * factorCount..<(row + 1) * factorCount
    }

    /// The square of inner products of its columns, Yᵀ Y, row by row, in double precision.
    var gram: [Double] {
        let size = factorCount
        var sums = [Double](repeating: 0, count: size * size)
        // Blocks of rows are summed in floats first, eight at a time.
        for start in stride(from: 0, to: rowCount, by: 64) {
            var block = [Float](repeating: 0, count: size * size)
            var cells = block.mutableSpan
            for row in start..<min(start + 64, rowCount) {
                let vector = values.span.extracting(range(ofRow: row))
                for factor in 0..<size {
                    // What is left of the diagonal is what is right of it.
                    FloatKernels.add(
                        vector[factor], times: vector.extracting(factor..<size), to: &cells, at: factor * size + factor)
                }
            }
            for cell in sums.indices { sums[cell] += Double(block[cell]) }
        }
        for row in 0..<size {
            for column in 0..<row { sums[row * size + column] = sums[column * size + row] }
        }
        return sums
    }
}
