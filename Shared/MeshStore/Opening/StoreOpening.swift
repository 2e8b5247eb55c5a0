import Foundation
import GRDB
import Glibc
import MeshCore

/// Opens the connections of a store and makes sure that SQLite took the settings that safety rests on.
struct StoreOpening {
    let path: String
    let configuration: StoreConfiguration
    let patience: LockPatience

    /// Opens the writer and the pool of readers.
    ///
    /// - Throws: ``StoreError``.
    func pool() throws -> DatabasePool {
        try prepareDirectory()
        return try translating {
            let pool = try DatabasePool(path: path, configuration: writerConfiguration)
            try pool.writeWithoutTransaction(secure)
            return pool
        }
    }

    /// The configuration of a connection that only reads.
    var readerConfiguration: Configuration {
        var reader = writerConfiguration
        reader.readonly = true
        reader.busyMode = .timeout(configuration.busyLimit.seconds)
        return reader
    }

    private var writerConfiguration: Configuration {
        var writer = Configuration()
        let patience = self.patience
        writer.busyMode = .callback { patience.waits(attempt: $0) }
        writer.maximumReaderCount = configuration.readers
        writer.persistentReadOnlyConnections = true
        writer.label = "store." + (URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent)
        return writer
    }

    /// GRDB sets `synchronous=NORMAL` when it turns on WAL, under which a commit is not on disk when it returns. So
    /// it is set here, after opening, and read back.
    ///
    /// What undoes a savepoint, the pages as they were, is kept in memory: SQLite would write each of them into a file of
    /// its own beyond 64 KiB, more than the log itself takes when a group has many writes.
    private func secure(_ db: Database) throws {
        try db.execute(sql: "PRAGMA synchronous = FULL")
        try db.execute(sql: "PRAGMA temp_store = MEMORY")
        try db.execute(sql: "PRAGMA journal_size_limit = \(configuration.logSoftLimit)")
        if let pages = configuration.maximumPages { try db.execute(sql: "PRAGMA max_page_count = \(pages)") }
        for (name, wanted) in [("synchronous", "2"), ("journal_mode", "wal"), ("foreign_keys", "1")] {
            let found = try String.fetchOne(db, sql: "PRAGMA \(name)")
            guard found == wanted else {
                throw StoreError.unsafeSetting(name: name, wanted: wanted, found: found ?? "nothing")
            }
        }
    }

    private func prepareDirectory() throws(StoreError) {
        let directory = URL(fileURLWithPath: path).deletingLastPathComponent().path
        do {
            try FileManager.default.createDirectory(
                atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .cannotOpen(path: path, detail: "its directory cannot be made: \(error.localizedDescription)")
        }
        // SQLite must make its log next to the file, and reports the lack of it in ways that mislead.
        guard unsafe access(directory, W_OK | X_OK) == 0 else { throw .readOnly(path: path) }
        guard unsafe access(path, F_OK) != 0 || access(path, R_OK | W_OK) == 0 else { throw .readOnly(path: path) }
    }

    private func translating<T>(_ body: () throws -> T) throws -> T {
        try StoreError.translating(path: path, waited: configuration.busyLimit, body)
    }
}
