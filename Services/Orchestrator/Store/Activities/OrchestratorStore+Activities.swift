import GRDB
import MeshCore
import MeshStore

extension OrchestratorStore {
    static let activitySQL = "SELECT number, name, created_at FROM activity WHERE name = ?"
    static let activitiesSQL = "SELECT number, name, created_at FROM activity WHERE name > ? ORDER BY name LIMIT ?"

    /// An activity; nil when there is none of this name.
    func activity(_ name: String) throws -> Activity? {
        try store.fastRead { db in
            try Row.fetchOne(db.cachedStatement(sql: Self.activitySQL), arguments: [name]).map(Self.activity)
        }
    }

    private static func activity(_ row: Row) -> Activity {
        Activity(number: row["number"], name: row["name"], createdAt: row.moment("created_at"))
    }

    /// Activities by name, after a name.
    func activities(after name: String, limit: Int) async throws -> [Activity] {
        try await store.read { db in
            try Row.fetchAll(db.cachedStatement(sql: Self.activitiesSQL), arguments: [name, limit]).map(Self.activity)
        }
    }

    /// Makes an activity, or finds the one that is there.
    ///
    /// - Throws: `StoreError`; ``OrchestratorError/tooManyTags(_:)``.
    func createActivity(_ name: String, tags: [ResourceTag]) async throws -> Activity {
        let now = clock.now()
        return try await store.write { [scope] db in
            try db.cachedStatement(sql: "INSERT OR IGNORE INTO activity (name, created_at) VALUES (?, ?)")
                .execute(arguments: [name, now.milliseconds])
            if db.changesCount == 1 { try Self.setTags(tags, of: scope.text(.activity(name)), db) }
            guard let row = try Row.fetchOne(db.cachedStatement(sql: Self.activitySQL), arguments: [name]) else {
                throw OrchestratorError.damagedRow("an activity that was just made")
            }
            return Self.activity(row)
        }
    }

    /// Deletes an activity; tasks that wait for its workers wait until their time is over.
    func deleteActivity(_ name: String) async throws {
        try await store.write { [scope] db in
            try db.cachedStatement(sql: "DELETE FROM activity WHERE name = ?").execute(arguments: [name])
            try db.cachedStatement(sql: "DELETE FROM tag WHERE resource = ?")
                .execute(arguments: [scope.text(.activity(name))])
        }
    }
}
