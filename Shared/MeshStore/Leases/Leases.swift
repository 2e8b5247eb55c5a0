package import GRDB
package import MeshCore

/// The leases of a store: which instance does what must happen once.
package struct Leases: Sendable {
    /// Makes their table; goes into the service's list of migrations.
    package static let migration = Migration(
        "mesh-leases-1",
        sql: """
            CREATE TABLE mesh_leases (
                name TEXT PRIMARY KEY,
                owner TEXT,
                fence INTEGER NOT NULL,
                renewed_at INTEGER NOT NULL,
                term INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID
            """)

    let store: Store
    /// The instance that asks: unique to the process, so that a restarted instance is another owner.
    package let owner: String
    private let clock: any WallClock

    package init(store: Store, owner: String, clock: any WallClock = SystemWallClock()) {
        self.store = store
        self.owner = owner
        self.clock = clock
    }

    /// Asks for a lease.
    ///
    /// - Parameters:
    ///   - name: What it is the right to.
    ///   - term: How long it is valid without renewal.
    /// - Returns: The lease, or nil while another one has it.
    /// - Throws: ``StoreError``.
    package func acquire(_ name: String, for term: Duration) async throws -> Lease? {
        try await store.write { [owner, clock] db in
            let now = clock.now()
            switch LeaseRecord.asking(try Self.record(name, db), by: owner, for: term, at: now) {
            case .granted(let record):
                try Self.save(record, name, db)
                return Lease(name: name, owner: owner, fence: record.fence, expiresAt: record.expiresAt)
            case .restarted(let record):
                try Self.save(record, name, db)
                return nil
            case .held:
                return nil
            }
        }
    }

    /// Prolongs a lease.
    ///
    /// - Returns: The lease with its new expiry and the same fence; nil when another one has taken it over.
    /// - Throws: ``StoreError``.
    package func renew(_ lease: Lease, for term: Duration) async throws -> Lease? {
        try await store.write { [clock] db in
            guard let record = try Self.record(lease.name, db)?.renewed(for: lease, term: term, at: clock.now()) else {
                return nil
            }
            try Self.save(record, lease.name, db)
            return Lease(name: lease.name, owner: lease.owner, fence: lease.fence, expiresAt: record.expiresAt)
        }
    }

    /// Gives a lease back, so that another instance may have it at once. Does nothing when it is lost already.
    ///
    /// - Throws: ``StoreError``.
    package func release(_ lease: Lease) async throws {
        try await store.write { db in
            try db.cachedStatement(
                sql: "UPDATE mesh_leases SET owner = NULL WHERE name = ? AND owner = ? AND fence = ?"
            )
            .execute(arguments: [lease.name, lease.owner, lease.fence])
        }
    }

    /// Makes a write depend on a lease: called first in the body, it undoes the write when the lease has changed hands.
    ///
    /// - Throws: ``StoreError/leaseLost(name:fence:)``.
    package static func guardWrite(by lease: Lease, _ db: Database) throws {
        let record = try record(lease.name, db)
        guard let record, record.fence == lease.fence, record.owner == lease.owner else {
            throw StoreError.leaseLost(name: lease.name, fence: lease.fence)
        }
    }

    private static func record(_ name: String, _ db: Database) throws -> LeaseRecord? {
        let statement = try db.cachedStatement(
            sql: "SELECT owner, fence, renewed_at, term FROM mesh_leases WHERE name = ?")
        return try Row.fetchOne(statement, arguments: [name]).map { row in
            LeaseRecord(
                owner: row[0], fence: row[1], renewedAt: Timestamp(milliseconds: row[2]),
                term: .milliseconds(row[3] as Int64))
        }
    }

    private static func save(_ record: LeaseRecord, _ name: String, _ db: Database) throws {
        try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO mesh_leases (name, owner, fence, renewed_at, term) VALUES (?, ?, ?, ?, ?)"
        )
        .execute(arguments: [
            name, record.owner, record.fence, record.renewedAt.milliseconds, record.term.wholeMilliseconds,
        ])
    }
}
