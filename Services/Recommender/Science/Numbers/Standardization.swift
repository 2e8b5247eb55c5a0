/// What makes columns comparable: each less its mean, by its standard deviation (that of the rows themselves, divided by n).
package struct Standardization: Hashable, Sendable {
    package let means: [Double]
    /// 1 for a column that is always the same.
    package let deviations: [Double]

    /// Measured on a table.
    package init(_ table: FeatureTable) {
        var (means, deviations) = ([Double](), [Double]())
        for column in 0..<table.columnCount {
            let values = table.column(column)
            let mean = Statistics.mean(values)
            let variance = Statistics.mean(values.map { ($0 - mean) * ($0 - mean) })
            means.append(mean)
            deviations.append(variance > 1e-24 * max(1, mean * mean) ? variance.squareRoot() : 1)
        }
        self.means = means
        self.deviations = deviations
    }

    /// A table of the same columns, made comparable.
    package func applied(to table: FeatureTable) -> FeatureTable {
        var result = table
        for row in 0..<table.rowCount {
            for column in 0..<table.columnCount {
                result[row, column] = (table[row, column] - means[column]) / deviations[column]
            }
        }
        return result
    }

    /// A point in the columns' own units.
    package func undone(_ point: [Double]) -> [Double] {
        point.indices.map { point[$0] * deviations[$0] + means[$0] }
    }
}
