package import GRDB

/// Inserts many thousand rows, several with each execution: what a statement costs beside its rows is shared by them, and
/// values are bound without being wrapped, which takes a third of the time of GRDB's own way. What is known of the rows
/// before the write begins is put into ``BulkValues`` there, so that the database is locked for less time.
///
/// A row that a constraint refuses leaves those before it in the same execution inserted, as SQLite would have to copy
/// each page to undo them (`INSERT OR FAIL`): who catches the error undoes a savepoint or the transaction.
package struct BulkInsert {
    private let columns: Int
    private let width: Int
    private let many: BulkStatement
    private let one: BulkStatement
    /// The rows that wait.
    private var waiting = BulkValues()

    /// - Parameters:
    ///   - table: The table and its columns in the order in which they are bound: `"sku (sku, product)"`.
    ///   - columns: How many columns a row has.
    ///   - width: How many rows share an execution.
    ///   - db: The write's database.
    /// - Throws: `DatabaseError` when the SQL cannot be compiled.
    package init(into table: String, columns: Int, width: Int = 32, _ db: Database) throws {
        self.columns = columns
        self.width = width
        let row = "(" + repeatElement("?", count: columns).joined(separator: ", ") + ")"
        let head = "INSERT OR FAIL INTO \(table) VALUES "
        many = try BulkStatement(head + repeatElement(row, count: width).joined(separator: ", "), db)
        one = try BulkStatement(head + row, db)
    }

    /// Binds the next value.
    package mutating func bind(_ number: Int64) {
        waiting.bind(number)
    }

    /// Binds the next values.
    package mutating func bind(_ values: BulkValues) {
        waiting.bind(values)
    }

    /// Ends a row; it is inserted now, or with some that follow.
    ///
    /// - Throws: `DatabaseError`.
    package mutating func endRow(_ db: Database) throws {
        guard waiting.values.count == columns * width else { return }
        defer { waiting.forget() }
        try many.run(waiting.values[...], of: waiting.bytes, db)
    }

    /// Inserts the rows that wait.
    ///
    /// - Throws: `DatabaseError`.
    package mutating func finish(_ db: Database) throws {
        defer { waiting.forget() }
        for start in stride(from: 0, to: waiting.values.count, by: columns) {
            try one.run(waiting.values[start..<(start + columns)], of: waiting.bytes, db)
        }
    }
}
