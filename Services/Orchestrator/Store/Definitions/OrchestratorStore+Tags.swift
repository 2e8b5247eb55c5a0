import GRDB
import MeshCore
import MeshStore

extension OrchestratorStore {
    /// AWS's quota of tags for a resource.
    static let tagLimit = 50

    static let tagsSQL = "SELECT key, value FROM tag WHERE resource = ? ORDER BY key"

    /// The tags of a state machine or an activity.
    func tags(of arn: String) throws -> [ResourceTag] {
        try store.fastRead { db in
            try Row.fetchAll(db.cachedStatement(sql: Self.tagsSQL), arguments: [arn])
                .map { ResourceTag(key: $0["key"], value: $0["value"]) }
        }
    }

    /// Adds tags; one that is there already takes the new value.
    ///
    /// - Throws: ``OrchestratorError/tooManyTags(_:)``; `StoreError`.
    func setTags(_ tags: [ResourceTag], of arn: String) async throws {
        try await store.write { db in try Self.setTags(tags, of: arn, db) }
    }

    static func setTags(_ tags: [ResourceTag], of arn: String, _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO tag (resource, key, value) VALUES (?, ?, ?)")
        for tag in tags { try statement.execute(arguments: [arn, tag.key, tag.value]) }
        let count = try Int.fetchOne(
            db.cachedStatement(sql: "SELECT count(*) FROM tag WHERE resource = ?"), arguments: [arn])
        guard count ?? 0 <= tagLimit else {
            throw OrchestratorError.tooManyTags("A resource has at most \(tagLimit) tags: '\(arn)'")
        }
    }

    /// Takes tags away; those that are not there do not matter.
    ///
    /// - Throws: `StoreError`.
    func removeTags(_ keys: [String], of arn: String) async throws {
        try await store.write { db in
            let statement = try db.cachedStatement(sql: "DELETE FROM tag WHERE resource = ? AND key = ?")
            for key in keys { try statement.execute(arguments: [arn, key]) }
        }
    }
}
