/// A table whose cells keep what they are, for files that programs read.
package struct DataTable: Hashable, Sendable, Codable {
    /// What stands in a column.
    package enum Kind: String, Hashable, Sendable, Codable {
        case text
        case integer
        case decimal
        /// Integers that are milliseconds since 1970 (UTC).
        case time
    }

    /// A column, by its name.
    package struct Column: Hashable, Sendable, Codable {
        package let name: String
        package let kind: Kind

        package init(_ name: String, _ kind: Kind) {
            self.name = name
            self.kind = kind
        }
    }

    /// What stands in a row at a column.
    package enum Cell: Hashable, Sendable, Codable {
        case text(String)
        case integer(Int64)
        case decimal(Double)
        case none
    }

    package let name: String
    package let columns: [Column]
    package let rows: [[Cell]]

    /// - Parameters:
    ///   - name: What the sheet is called.
    ///   - columns: At least one, each of another name.
    ///   - rows: Each with a cell for each column, of the column's kind or none.
    package init(name: String, columns: [Column], rows: [[Cell]]) {
        precondition(!columns.isEmpty, "A table has a column")
        precondition(rows.allSatisfy { $0.count == columns.count }, "A row has a cell for each column")
        self.name = name
        self.columns = columns
        self.rows = rows
    }
}
