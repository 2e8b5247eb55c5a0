package import GRDB
import GRDBSQLite

/// A statement that is executed many thousand times in a row: values are bound without being wrapped, which takes a
/// third of the time of GRDB's own way. For inserts and the like, which return no rows.
package struct BulkStatement {
    private let statement: Statement
    private var position: Int32 = 0
    private var failure = SQLITE_OK

    /// Takes SQLite's copy of what is bound, as GRDB does (https://sqlite.org/c3ref/c_static.html).
    // `SQLITE_TRANSIENT` is the address -1, which C's macro casts to a function pointer; SQLite compares and never calls.
    private static var transient: sqlite3_destructor_type? {
        unsafe unsafeBitCast(-1, to: sqlite3_destructor_type?.self)
    }

    /// - Throws: `DatabaseError` when the SQL cannot be compiled.
    package init(_ sql: String, _ db: Database) throws {
        statement = try db.cachedStatement(sql: sql)
    }

    /// Binds the next value.
    package mutating func bind(_ number: Int64) {
        advance()
        // The statement lives as long as `statement`, and positions beyond its parameters are refused by SQLite.
        note(unsafe sqlite3_bind_int64(statement.sqliteStatement, position, number))
    }

    /// Binds the next value.
    package mutating func bind(_ text: String) {
        advance()
        var text = text
        // SQLite copies the bytes before the call returns. An empty text may have no address, which would be null.
        note(
            text.withUTF8 { bytes in
                unsafe bytes.withMemoryRebound(to: CChar.self) { chars in
                    guard let start = chars.baseAddress else {
                        return unsafe sqlite3_bind_text(statement.sqliteStatement, position, "", 0, Self.transient)
                    }
                    return unsafe sqlite3_bind_text(
                        statement.sqliteStatement, position, start, Int32(chars.count), Self.transient)
                }
            })
    }

    /// Binds the next value.
    package mutating func bind(_ bytes: [UInt8]) {
        advance()
        // SQLite copies the bytes before the call returns.
        note(
            unsafe bytes.withUnsafeBytes { bytes in
                unsafe sqlite3_bind_blob(
                    statement.sqliteStatement, position, bytes.baseAddress, Int32(bytes.count), Self.transient)
            })
    }

    /// Binds null as the next value.
    package mutating func bindNull() {
        advance()
        note(unsafe sqlite3_bind_null(statement.sqliteStatement, position))
    }

    /// Executes the statement with what was bound; the next values follow.
    ///
    /// - Throws: `DatabaseError`.
    package mutating func run(_ db: Database) throws {
        defer {
            position = 0
            failure = SQLITE_OK
        }
        var code = failure
        if code == SQLITE_OK { code = unsafe sqlite3_step(statement.sqliteStatement) }
        guard code == SQLITE_DONE else {
            let error = DatabaseError(resultCode: ResultCode(rawValue: code), message: db.lastErrorMessage)
            // Its code is that of the step again.
            _ = unsafe sqlite3_reset(statement.sqliteStatement)
            throw error
        }
    }

    /// GRDB may have executed the same statement in between, and leaves it as it stands.
    private mutating func advance() {
        if position == 0 { _ = unsafe sqlite3_reset(statement.sqliteStatement) }
        position += 1
    }

    private mutating func note(_ code: Int32) {
        if code != SQLITE_OK { failure = code }
    }
}
