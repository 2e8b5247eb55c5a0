package import GRDB
import GRDBSQLite

/// A statement that is executed many thousand times in a row: values are bound without being wrapped, which takes a
/// third of the time of GRDB's own way. For what returns no rows; see ``BulkInsert`` for many rows of one table.
package struct BulkStatement {
    private let statement: Statement
    private var values = BulkValues()

    /// - Throws: `DatabaseError` when the SQL cannot be compiled.
    package init(_ sql: String, _ db: Database) throws {
        statement = try db.cachedStatement(sql: sql)
    }

    /// Binds the next value.
    package mutating func bind(_ number: Int64) {
        values.bind(number)
    }

    /// Binds the next value.
    package mutating func bind(_ text: String) {
        values.bind(text)
    }

    /// Binds the next value.
    package mutating func bind(_ blob: [UInt8]) {
        values.bind(blob)
    }

    /// Binds null as the next value.
    package mutating func bindNull() {
        values.bindNull()
    }

    /// Executes the statement with what was bound; the next values follow.
    ///
    /// - Throws: `DatabaseError`.
    package mutating func run(_ db: Database) throws {
        defer { values.forget() }
        try run(values.values[...], of: values.bytes, db)
    }

    /// Executes the statement.
    ///
    /// - Parameters:
    ///   - values: What its parameters stand for.
    ///   - bytes: Where the texts and blobs among them are.
    ///   - db: The write's database.
    /// - Throws: `DatabaseError`.
    func run(_ values: ArraySlice<BulkValues.Value>, of bytes: [UInt8], _ db: Database) throws {
        // The pointer lives as long as `statement`, and positions beyond its parameters are refused by SQLite. GRDB may
        // have executed the same statement in between, and leaves it as it stands.
        let handle = unsafe statement.sqliteStatement
        _ = unsafe sqlite3_reset(handle)
        var code = SQLITE_OK
        unsafe bytes.withUnsafeBytes { bytes in
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
