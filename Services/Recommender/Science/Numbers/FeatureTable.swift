/// Rows of numbers with named columns.
package struct FeatureTable: Hashable, Sendable {
    package let columnNames: [String]
    /// Row by row.
    package private(set) var values: [Double] = []

    package var columnCount: Int { columnNames.count }
    package var rowCount: Int { columnNames.isEmpty ? 0 : values.count / columnNames.count }

    /// - Parameters:
    ///   - columnNames: At least one.
    ///   - rows: Each with a number for each column.
    package init(columnNames: [String], rows: [[Double]] = []) {
        precondition(!columnNames.isEmpty, "a table has columns")
        self.columnNames = columnNames
        values.reserveCapacity(rows.count * columnNames.count)
        for row in rows { append(row) }
    }

    /// A row that has a number for each column.
    package mutating func append(_ row: [Double]) {
        precondition(row.count == columnCount, "a row has a number for each column")
        values += row
    }

    package subscript(row: Int, column: Int) -> Double {
        get { values[row * columnCount + column] }
        set { values[row * columnCount + column] = newValue }
    }

    /// The numbers of a row, by columns.
    package func row(_ row: Int) -> ArraySlice<Double> { values[row * columnCount..<(row + 1) * columnCount] }

    /// The square of Euclid's distance of a row from a point with a number for each column.
    func distance(_ row: Int, to point: [Double]) -> Double {
        let start = row * columnCount
        var sum = 0.0
        for column in point.indices {
            let difference = values[start + column] - point[column]
            sum += difference * difference
        }
        return sum
    }

    /// The numbers of a column, by rows.
    package func column(_ column: Int) -> [Double] { (0..<rowCount).map { self[$0, column] } }

    /// The same with each number replaced.
    package func map(_ transform: (Double) -> Double) -> FeatureTable {
        var table = self
        table.values = values.map(transform)
        return table
    }

    /// Some of the rows, in the order given.
    package func rows(_ places: some Sequence<Int>) -> FeatureTable {
        FeatureTable(columnNames: columnNames, rows: places.map { Array(row($0)) })
    }

    /// - Throws: ``ScienceError/notFinite(_:)``.
    func requireFinite() throws(ScienceError) {
        guard values.allSatisfy(\.isFinite) else { throw .notFinite("the table's values") }
    }
}
