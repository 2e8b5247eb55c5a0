import GRDB
import Glibc
import MeshCore

extension Store {
    /// Proves that a write goes through to the disk, for a readiness check.
    ///
    /// - Throws: ``StoreError`` with the reason why not.
    package func proveWritable() async throws {
        try await write { db in
            // Writes a page, although the row stays as it is.
            try db.cachedStatement(sql: "UPDATE mesh_migrations SET applied_at = applied_at WHERE position = 0")
                .execute()
        }
    }

    /// Whether writes are refused for good, and why; nil while all is well. Costs nothing.
    package var refusal: StoreError? { groups.refusal }

    /// Moves the log's pages into the database and starts the log anew, as far as readers allow.
    ///
    /// - Returns: Whether the log is empty now.
    /// - Throws: ``StoreError``.
    @discardableResult
    package func checkpoint() async throws -> Bool {
        do {
            return try await pool.writeWithoutTransaction { db in
                try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)").map { $0[0] == 0 } ?? false
            }
        } catch let error as DatabaseError {
            throw StoreError(error, path: path, waited: configuration.busyLimit) ?? error
        }
    }

    /// Writes a consistent, compact copy beside the running store, and syncs it before it gets its name.
    ///
    /// - Parameter destination: The copy's path; an existing file is replaced, in one step.
    /// - Throws: ``StoreError``.
    package func backup(to destination: String) async throws {
        let draft = destination + ".draft"
        removeFile(draft)
        do {
            try await pool.unsafeRead { db in
                try db.execute(sql: "VACUUM INTO ?", arguments: [draft])
            }
        } catch let error as DatabaseError {
            removeFile(draft)
            throw StoreError(error, path: draft, waited: configuration.busyLimit) ?? error
        }
        try Self.publish(draft, as: destination)
    }

    /// Looks at every page and index, which takes a while on a large file.
    ///
    /// - Throws: ``StoreError/corrupt(path:detail:)`` with the first finding.
    package func checkIntegrity() async throws {
        let finding = try await read { db in try String.fetchOne(db, sql: "PRAGMA integrity_check(1)") }
        guard finding == "ok" else { throw StoreError.corrupt(path: path, detail: finding ?? "no answer") }
    }

    /// Removes what an earlier attempt may have left; that there is nothing is the usual case.
    private func removeFile(_ path: String) {
        _ = unsafe unlink(path)
    }

    private static func publish(_ draft: String, as destination: String) throws(StoreError) {
        let descriptor = unsafe Glibc.open(draft, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotOpen(path: draft, detail: "error \(errno)") }
        defer { Glibc.close(descriptor) }
        guard fsync(descriptor) == 0, unsafe rename(draft, destination) == 0 else {
            throw .inputOutput(path: destination, detail: "error \(errno)")
        }
    }
}
