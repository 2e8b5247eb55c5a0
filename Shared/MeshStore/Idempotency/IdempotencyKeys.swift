package import GRDB
package import MeshCore

/// Remembers requests by their idempotency key, so that one that is sent twice is carried out once.
///
/// Exactly once across a crash takes ``begin(_:fingerprint:_:)`` or ``finish(_:with:_:)`` in the same transaction as
/// the change itself; with separate calls a crash between them lets the request run again: at once when its process is
/// gone, else after ``IdempotencyConfiguration/overtakeAfter``.
package struct IdempotencyKeys: Sendable {
    /// Make their table; go into the service's list of migrations, in this order.
    package static let migrations = [table, owner]

    private static let table = Migration(
        "mesh-idempotency-1",
        sql: """
            CREATE TABLE mesh_idempotency (
                sequence INTEGER PRIMARY KEY AUTOINCREMENT,
                scope TEXT NOT NULL,
                key TEXT NOT NULL,
                fingerprint BLOB NOT NULL,
                began_at INTEGER NOT NULL,
                expires_at INTEGER NOT NULL,
                answer BLOB,
                UNIQUE (scope, key)
            ) STRICT;
            CREATE INDEX mesh_idempotency_expiry ON mesh_idempotency (expires_at);
            """)

    private static let owner = Migration(
        "mesh-idempotency-2", sql: "ALTER TABLE mesh_idempotency ADD COLUMN owner TEXT;")

    let store: Store
    let configuration: IdempotencyConfiguration
    let clock: any WallClock
    let protection: AnswerProtection
    private let process: String
    private let isAlive: @Sendable (String) -> Bool

    package init(
        store: Store, configuration: IdempotencyConfiguration = .init(), clock: any WallClock = SystemWallClock(),
        protection: AnswerProtection = .none
    ) {
        self.init(
            store: store, configuration: configuration, clock: clock, protection: protection, process: ProcessMark.own,
            isAlive: ProcessMark.isAlive)
    }

    /// - Parameters:
    ///   - process: The mark of this process.
    ///   - isAlive: Whether the process of a mark runs.
    init(
        store: Store, configuration: IdempotencyConfiguration, clock: any WallClock, protection: AnswerProtection,
        process: String, isAlive: @escaping @Sendable (String) -> Bool
    ) {
        self.process = process
        self.isAlive = isAlive
        self.store = store
        self.configuration = configuration
        self.clock = clock
        self.protection = protection
    }

    /// Asks what to do with a request, durably.
    ///
    /// - Throws: ``StoreError``.
    package func begin(_ key: IdempotencyKey, fingerprint: RequestFingerprint) async throws -> IdempotencyOutcome {
        try await store.write { db in try begin(key, fingerprint: fingerprint, db) }
    }

    /// Keeps the answer of a request that was carried out.
    ///
    /// - Returns: Whether the claim was still ours.
    /// - Throws: ``StoreError``.
    @discardableResult
    package func finish(_ claim: IdempotencyClaim, with answer: StoredAnswer) async throws -> Bool {
        try await store.write { db in try finish(claim, with: answer, db) }
    }

    /// Forgets a request that had no effect (it failed, or was refused), so that it may be sent again.
    ///
    /// - Throws: ``StoreError``.
    package func abandon(_ claim: IdempotencyClaim) async throws {
        try await store.write { db in try abandon(claim, db) }
    }
}

// MARK: - In the transaction of the change

extension IdempotencyKeys {
    /// Asks what to do with a request, within a write.
    ///
    /// - Throws: `DatabaseError`.
    package func begin(
        _ key: IdempotencyKey, fingerprint: RequestFingerprint, _ db: Database
    ) throws -> IdempotencyOutcome {
        let now = clock.now()
        let fingerprint = RequestFingerprint(bytes: protection.fingerprint(fingerprint.bytes))
        let record = try IdempotencyTable.record(key, protection, db)
        let verdict = IdempotencyRecord.judge(
            record, fingerprint: fingerprint, at: now, overtakeAfter: configuration.overtakeAfter, isAlive: isAlive)
        switch verdict {
        case .claim:
            let claim = try IdempotencyTable.claim(
                key, fingerprint, by: process, at: now, expiresAt: now + configuration.retention, db)
            try IdempotencyTable.removeOldest(beyond: configuration.keys, db)
            return .new(claim)
        case .replay(let answer): return .replay(answer)
        case .wait(let since): return .inProgress(since: since)
        case .restart:
            try IdempotencyTable.restart(key, at: now, db)
            return .inProgress(since: now)
        case .mismatch: return .mismatch
        }
    }

    /// Keeps the answer, within the write that carried the request out.
    ///
    /// - Returns: Whether the claim was still ours. If not, another process has taken the request over: throw, so that
    ///   this write is undone.
    /// - Throws: `DatabaseError`.
    package func finish(_ claim: IdempotencyClaim, with answer: StoredAnswer, _ db: Database) throws -> Bool {
        guard answer.body.count <= configuration.largestAnswer else {
            return try IdempotencyTable.remove(claim, db)
        }
        return try IdempotencyTable.finish(
            claim, with: answer, protection, expiresAt: clock.now() + configuration.retention, db)
    }

    /// Forgets a request, within a write.
    ///
    /// - Throws: `DatabaseError`.
    package func abandon(_ claim: IdempotencyClaim, _ db: Database) throws {
        _ = try IdempotencyTable.remove(claim, db)
    }
}
