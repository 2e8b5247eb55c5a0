import Crypto
import FoundationEssentials
import GRDB
import IdentityAPI
import MeshCore
import MeshStore

extension IdentityStore {
    /// A row of `signing_key`: the private half is sealed.
    struct SealedSigningKey: Sendable {
        let id: String
        let sealed: [UInt8]
        let createdAt: Timestamp
        let activatesAt: Timestamp
    }

    /// All signing keys, sorted by the time from which they sign.
    func signingKeys() async throws -> [SealedSigningKey] {
        try await store.read { db in try Self.signingKeys(db) }
    }

    /// Whether the store holds anything that only its key file can open.
    func holdsSealedSecrets() async throws -> Bool {
        try await store.read { db in
            try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM signing_key) OR EXISTS (SELECT 1 FROM api_key WHERE secret_sealed IS NOT NULL)
                    """) ?? false
        }
    }

    /// Does what the schedule orders, in one transaction, so that of instances that start at once one makes the key.
    ///
    /// - Parameters:
    ///   - schedule: The rule.
    ///   - now: The wall clock.
    ///   - candidate: A sealed key, kept if the schedule asks for one.
    /// - Returns: All keys as they are now.
    func tendSigningKeys(
        _ schedule: SigningKeySchedule, at now: Timestamp, candidate: SealedSigningKey
    ) async throws -> [SealedSigningKey] {
        try await store.write { db in
            let keys = try Self.signingKeys(db)
            let plan = schedule.plan(keys.map(\.activatesAt), at: now)
            if let activatesAt = plan.create {
                try db.execute(
                    sql: "INSERT INTO signing_key (id, private_sealed, created_at, activates_at) VALUES (?, ?, ?, ?)",
                    arguments: [candidate.id, Data(candidate.sealed), now.milliseconds, activatesAt.milliseconds])
            }
            for place in plan.drop {
                try db.execute(sql: "DELETE FROM signing_key WHERE id = ?", arguments: [keys[place].id])
            }
            return try Self.signingKeys(db)
        }
    }

    private static func signingKeys(_ db: Database) throws -> [SealedSigningKey] {
        try Row.fetchAll(db, sql: "SELECT * FROM signing_key ORDER BY activates_at, id").map { row in
            SealedSigningKey(
                id: row["id"], sealed: Array(row["private_sealed"] as Data),
                createdAt: Timestamp(milliseconds: row["created_at"]),
                activatesAt: Timestamp(milliseconds: row["activates_at"]))
        }
    }
}
