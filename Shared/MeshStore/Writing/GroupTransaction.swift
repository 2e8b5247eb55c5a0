import GRDB

/// One transaction that many writers share: a savepoint each, one COMMIT, one sync.
struct GroupTransaction: ~Copyable {
    /// A write that has run, and what came of it.
    struct Attempt {
        let write: QueuedWrite
        let outcome: Result<QueuedWrite.Acknowledgement, any Error>
    }

    private(set) var attempts: [Attempt] = []
    private let db: Database

    /// Begins.
    ///
    /// - Throws: `DatabaseError` when the write lock cannot be had.
    init(_ db: Database) throws {
        self.db = db
        try db.cachedStatement(sql: "BEGIN IMMEDIATE").execute()
    }

    /// Whether the transaction is still open: SQLite itself ends it after some errors (a full disk, for instance).
    var isOpen: Bool { db.isInsideTransaction }

    /// Runs a write in a savepoint; if it throws, only its own changes are undone.
    mutating func run(_ write: QueuedWrite) {
        attempts.append(Attempt(write: write, outcome: Result { try perform(write) }))
    }

    private func perform(_ write: QueuedWrite) throws -> QueuedWrite.Acknowledgement {
        if write.isAlone { return try performAlone(write) }
        try db.cachedStatement(sql: "SAVEPOINT one_write").execute()
        do {
            let acknowledgement = try write.perform(db)
            precondition(isOpen, "A write must not end the transaction that it shares, nor hide that SQLite did")
            try db.cachedStatement(sql: "RELEASE one_write").execute()
            return acknowledgement
        } catch {
            guard isOpen else {
                precondition(error is DatabaseError, "A write must not end the transaction that it shares")
                throw error
            }
            try db.cachedStatement(sql: "ROLLBACK TO one_write").execute()
            try db.cachedStatement(sql: "RELEASE one_write").execute()
            throw error
        }
    }

    /// Runs the only write of the transaction: without a savepoint, SQLite keeps no copy of the pages before it.
    private func performAlone(_ write: QueuedWrite) throws -> QueuedWrite.Acknowledgement {
        do {
            let acknowledgement = try write.perform(db)
            precondition(isOpen, "A write must not end its transaction, nor hide that SQLite did")
            return acknowledgement
        } catch {
            rollback()
            throw error
        }
    }

    /// Makes the group durable.
    ///
    /// - Throws: `DatabaseError`; the transaction may then still be open.
    func commit() throws {
        try db.cachedStatement(sql: "COMMIT").execute()
    }

    /// Undoes everything.
    func rollback() {
        guard isOpen else { return }
        // SQLite answers with an error when it has rolled back by itself, or when the disk fails: then recovery does
        // it.
        try? db.cachedStatement(sql: "ROLLBACK").execute()
    }
}
