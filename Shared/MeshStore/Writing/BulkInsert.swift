package import GRDB
import GRDBSQLite

/// Inserts many thousand rows, several with each execution: what a statement costs beside its rows is shared by them, and
/// values are bound without being wrapped, which takes a third of the time of GRDB's own way. What is known of the rows
/// before the write begins is put into ``BulkValues`` there, so that the database is locked for less time.
///
/// A row that a constraint refuses leaves those before it in the same execution inserted, as SQLite would have to copy
/// each page to undo them (`INSERT OR FAIL`): who catches the error undoes a savepoint or the transaction.
package struct BulkInsert {
    private let columns: Int
    private let width: Int
    private let many: Statement
    private let one: Statement
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
        many = try db.cachedStatement(sql: head + repeatElement(row, count: width).joined(separator: ", "))
        one = try db.cachedStatement(sql: head + row)
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
        try run(many, waiting.values[...], db)
    }

    /// Inserts the rows that wait.
    ///
    /// - Throws: `DatabaseError`.
    package mutating func finish(_ db: Database) throws {
        defer { waiting.forget() }
        for start in stride(from: 0, to: waiting.values.count, by: columns) {
            try run(one, waiting.values[start..<(start + columns)], db)
        }
    }

    private func run(_ statement: Statement, _ values: ArraySlice<BulkValues.Value>, _ db: Database) throws {
        // The pointer lives as long as `statement`, and positions beyond its parameters are refused by SQLite. GRDB may
        // have executed the same statement in between, and leaves it as it stands.
        let handle = unsafe statement.sqliteStatement
        _ = unsafe sqlite3_reset(handle)
        var code = SQLITE_OK
        unsafe waiting.bytes.withUnsafeBytes { bytes in
            var position: Int32 = 0
            for value in values where code == SQLITE_OK {
                position += 1
                code = unsafe Self.bind(value, of: bytes, at: position, to: handle)
            }
            if code == SQLITE_OK { code = unsafe sqlite3_step(handle) }
            // What it returns is the step's code again. No address may stay behind when the bytes go.
            _ = unsafe sqlite3_reset(handle)
            _ = unsafe sqlite3_clear_bindings(handle)
        }
        guard code == SQLITE_DONE else {
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: db.lastErrorMessage)
        }
    }

    /// Binds texts and blobs where they are: SQLite reads them during the step, and not after
    /// (https://sqlite.org/c3ref/c_static.html).
    private static func bind(
        _ value: BulkValues.Value, of bytes: UnsafeRawBufferPointer, at position: Int32, to handle: OpaquePointer
    ) -> Int32 {
        switch value {
        case .null: return unsafe sqlite3_bind_null(handle, position)
        case .number(let number): return unsafe sqlite3_bind_int64(handle, position, number)
        case .text(let start, let count):
            let address = unsafe bytes.baseAddress?.advanced(by: Int(start)).assumingMemoryBound(to: CChar.self)
            return unsafe sqlite3_bind_text(handle, position, address, count, nil)
        case .blob(let start, let count):
            return unsafe sqlite3_bind_blob(handle, position, bytes.baseAddress?.advanced(by: Int(start)), count, nil)
        }
    }
}
