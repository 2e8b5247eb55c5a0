import Foundation
import GRDB
import MeshCore
import MeshStore
import RecommenderModels

/// Where a page of Gorse's lists goes on: behind the last row of the page before.
struct GorseCursor: Codable, Sendable {
    var keys: [String]
}

extension RecommenderStore {
    // MARK: - Users

    /// Keeps users, over those of the same ids.
    ///
    /// - Throws: `StoreError`.
    func putGorse(_ users: [GorseUser]) async throws {
        try await store.write { db in for user in users { try Self.put(user, db) } }
    }

    /// Changes a user; nobody, where there is none.
    ///
    /// - Throws: `StoreError`.
    func patchGorseUser(_ id: String, _ patch: GorsePatch) async throws {
        try await store.write { db in
            guard var user = try Self.gorseUser(id, db) else { return }
            user.labels = patch.labels.flatMap { $0 == .null ? nil : $0 } ?? user.labels
            user.subscribe = patch.subscribe.flatMap { $0 == .null ? nil : $0 } ?? user.subscribe
            user.comment = patch.comment ?? user.comment
            try Self.put(user, db)
        }
    }

    /// A user; nil when there is none.
    ///
    /// - Throws: `StoreError`.
    func gorseUser(_ id: String) throws -> GorseUser? { try store.fastRead { db in try Self.gorseUser(id, db) } }

    /// Users behind one, by their ids.
    ///
    /// - Throws: `StoreError`.
    func gorseUsers(after id: String?, limit: Int) async throws -> [GorseUser] {
        try await store.read { db in
            try Row.fetchAll(
                db, sql: "SELECT id, labels, subscribe, comment FROM gorse_user WHERE id > ? ORDER BY id LIMIT ?",
                arguments: [id ?? "", limit]
            ).map(Self.user)
        }
    }

    /// Forgets a user, what they did, and what is known of them.
    ///
    /// - Throws: `StoreError`.
    func removeGorseUser(_ id: String) async throws {
        try await forget(.account(id))
        try await store.write { db in
            try db.execute(sql: "DELETE FROM gorse_user WHERE id = ?", arguments: [id])
            try db.execute(sql: "DELETE FROM gorse_feedback WHERE user = ?", arguments: [id])
        }
    }

    /// Users who did something with the same items, by cosine.
    ///
    /// - Throws: `StoreError`.
    func gorseNeighbours(of user: String, limit: Int, offset: Int) async throws -> [GorseScore] {
        try await store.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    WITH own AS (SELECT DISTINCT item FROM gorse_feedback WHERE user = ?1),
                    common AS (SELECT f.user, count(DISTINCT f.item) AS shared FROM own
                        JOIN gorse_feedback f ON f.item = own.item WHERE f.user <> ?1 GROUP BY f.user)
                    SELECT user, shared / sqrt((SELECT count(*) FROM own) *
                        (SELECT count(DISTINCT item) FROM gorse_feedback g WHERE g.user = common.user)) AS score
                    FROM common ORDER BY score DESC, user LIMIT ?2 OFFSET ?3
                    """, arguments: [user, limit, offset]
            ).map { GorseScore(id: $0[0], score: $0[1]) }
        }
    }

    private static func put(_ user: GorseUser, _ db: Database) throws {
        try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO gorse_user (id, labels, subscribe, comment) VALUES (?, ?, ?, ?)"
        ).execute(arguments: [user.id, user.labels.description, user.subscribe.description, user.comment])
    }

    private static func gorseUser(_ id: String, _ db: Database) throws -> GorseUser? {
        let statement = try db.cachedStatement(
            sql: "SELECT id, labels, subscribe, comment FROM gorse_user WHERE id = ?")
        return try Row.fetchOne(statement, arguments: [id]).map(user)
    }

    private static func user(_ row: Row) throws -> GorseUser {
        GorseUser(id: row[0], labels: try json(row[1]), subscribe: try json(row[2]), comment: row[3])
    }

    static func json(_ text: String) throws -> JSONValue {
        // What is wrong with the text does not matter.
        guard let value = try? JSONValue(parsing: Array(text.utf8)) else {
            throw StoreError.corrupt(path: RecommenderSchema.fileName, detail: "a row of Gorse's")
        }
        return value
    }
}
