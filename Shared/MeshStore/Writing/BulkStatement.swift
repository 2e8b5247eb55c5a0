package import GRDB
import GRDBSQLite

/// A statement that is executed many thousand times in a row: values are bound without being wrapped, which takes a
/// third of the time of GRDB's own way. For inserts and the like, which return no rows.
package struct BulkStatement {
    /// A text or a blob of the next execution: where it is in `bytes`.
    private struct Piece {
        let position: Int32
        let start: Int
        let count: Int
        let isText: Bool
    }

    private let statement: Statement
    private var position: Int32 = 0
    private var failure = SQLITE_OK
    /// The texts and blobs of the next execution, one behind the other, so that SQLite needs no copies of its own. The
    /// first byte is nobody's: an empty text, too, must have an address, or it would be null.
    private var bytes: [UInt8] = [0]
    private var pieces: [Piece] = []

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
        let start = bytes.count
        bytes.append(contentsOf: text.utf8)
        add(from: start, isText: true)
    }

    /// Binds the next value.
    package mutating func bind(_ blob: [UInt8]) {
        let start = bytes.count
        bytes.append(contentsOf: blob)
        add(from: start, isText: false)
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
            pieces.removeAll(keepingCapacity: true)
            bytes.removeSubrange(1...)
        }
        var code = failure
        unsafe bytes.withUnsafeBytes { bytes in
            for piece in pieces where code == SQLITE_OK { code = unsafe bind(piece, of: bytes) }
            if code == SQLITE_OK { code = unsafe sqlite3_step(statement.sqliteStatement) }
            // What it returns is the step's code again. No address may stay behind when the bytes go.
            _ = unsafe sqlite3_reset(statement.sqliteStatement)
            _ = unsafe sqlite3_clear_bindings(statement.sqliteStatement)
        }
        guard code == SQLITE_DONE else {
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: db.lastErrorMessage)
        }
    }

    private mutating func add(from start: Int, isText: Bool) {
        advance()
        pieces.append(Piece(position: position, start: start, count: bytes.count - start, isText: isText))
    }

    /// Binds a piece where it is: SQLite reads it during the step, and not after (https://sqlite.org/c3ref/c_static.html).
    private func bind(_ piece: Piece, of bytes: UnsafeRawBufferPointer) -> Int32 {
        let (address, count) = unsafe (bytes.baseAddress?.advanced(by: piece.start), Int32(piece.count))
        guard piece.isText else {
            return unsafe sqlite3_bind_blob(statement.sqliteStatement, piece.position, address, count, nil)
        }
        return unsafe sqlite3_bind_text(
            statement.sqliteStatement, piece.position, address?.assumingMemoryBound(to: CChar.self), count, nil)
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
