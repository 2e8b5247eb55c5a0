import GRDB
import GRDBSQLite
import Synchronization

/// Sees whether anybody has committed to a file, in nanoseconds: looks at the header of the index of its write-ahead log, which
/// all processes share in memory and every commit writes anew (sqlite.org/walformat.html, section 2.2).
///
/// `PRAGMA data_version` tells the same by a transaction and two locks, which takes some ten microseconds.
final class CommitWatch: Sendable {
    /// The header's own checksum, over a counter of transactions, the end of the log and the checksum of its last frame.
    private static let checksumOffset = 40
    /// A region of the index, which SQLite maps as a whole.
    private static let regionSize: Int32 = 32_768

    private let connection: DatabaseQueue
    /// Where the checksum is, as long as the connection is open.
    private let checksum: Mutex<SharedWord?>

    /// A word that other processes write.
    ///
    /// `@unchecked Sendable` is sound: it is only read, as a whole and atomically, from memory that SQLite keeps mapped as long as
    /// ``connection`` is open; ``close()`` takes it away under the lock before it closes that.
    @safe private struct SharedWord: @unchecked Sendable {
        let address: UnsafePointer<Atomic<UInt64>>

        var value: UInt64 { unsafe address.pointee.load(ordering: .acquiring) }
    }

    /// - Parameters:
    ///   - path: A file whose journal is a write-ahead log.
    ///   - configuration: That of a reading connection.
    /// - Throws: `DatabaseError`.
    init(path: String, configuration: Configuration) throws {
        connection = try DatabaseQueue(path: path, configuration: configuration)
        checksum = Mutex(
            try connection.unsafeRead { db in
                // The index is mapped when it is first read.
                _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema")
                return try unsafe SharedWord(address: Self.findChecksum(db))
            })
    }

    /// A number that differs from an earlier one if there was a commit in between. It may also when the log has begun anew.
    ///
    /// - Throws: ``StoreError/closed``.
    func number() throws(StoreError) -> Int64 {
        try checksum.withLock { word throws(StoreError) in
            guard let word else { throw .closed }
            return Int64(bitPattern: word.value)
        }
    }

    func close() throws {
        checksum.withLock { $0 = nil }
        try connection.close()
    }

    private static func findChecksum(_ db: Database) throws -> UnsafePointer<Atomic<UInt64>> {
        var file: UnsafeMutablePointer<sqlite3_file>?
        var region: UnsafeMutableRawPointer?
        let code = unsafe withUnsafeMutablePointer(to: &file) { pointer in
            unsafe sqlite3_file_control(db.sqliteConnection, "main", SQLITE_FCNTL_FILE_POINTER, pointer)
        }
        guard code == SQLITE_OK, let file = unsafe file,
            let map = unsafe file.pointee.pMethods?.pointee.xShmMap,
            unsafe map(file, 0, regionSize, 0, &region) == SQLITE_OK, let region = unsafe region
        else {
            throw DatabaseError(resultCode: .SQLITE_IOERR, message: "the index of the write-ahead log is not mapped")
        }
        return unsafe UnsafePointer(
            region.advanced(by: checksumOffset).assumingMemoryBound(to: Atomic<UInt64>.self))
    }
}
