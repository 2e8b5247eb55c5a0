import EventLog
import GRDB
import MeshCore
import MeshStore

/// The members of groups that take part over HTTP. All instances read and write them, so a member may call any.
struct GroupStore: Sendable {
    let store: Store

    static let migration = Migration(
        "events-0001-groups",
        sql: """
            CREATE TABLE group_roster (name TEXT PRIMARY KEY, generation INTEGER NOT NULL) STRICT, WITHOUT ROWID;
            CREATE TABLE group_member (
                roster TEXT NOT NULL REFERENCES group_roster (name) ON DELETE CASCADE,
                member TEXT NOT NULL,
                topics TEXT NOT NULL,
                term INTEGER NOT NULL,
                expires_at INTEGER NOT NULL,
                share TEXT NOT NULL,
                PRIMARY KEY (roster, member)
            ) STRICT, WITHOUT ROWID;
            """)

    /// The roster of a group; an empty one when nobody has ever been in it.
    func roster(of group: GroupName) throws -> GroupRoster {
        try store.fastRead { db in try Self.roster(of: group, db) }
    }

    /// Changes a roster in one transaction.
    ///
    /// - Parameter body: Is run again when the store says so, so it does nothing else.
    /// - Returns: The roster after it.
    /// - Throws: What the body throws; `StoreError`.
    @discardableResult
    func change(
        _ group: GroupName, _ body: @escaping @Sendable (inout GroupRoster) throws -> Void
    ) async throws -> GroupRoster {
        try await store.write { db in
            let before = try Self.roster(of: group, db)
            var roster = before
            try body(&roster)
            if roster != before { try Self.save(roster, before, of: group, db) }
            return roster
        }
    }

    /// Forgets a group's members.
    func delete(_ group: GroupName) async throws {
        try await store.write { db in
            try db.cachedStatement(sql: "DELETE FROM group_roster WHERE name = ?").execute(arguments: [
                group.description
            ])
        }
    }

    private static func roster(of group: GroupName, _ db: Database) throws -> GroupRoster {
        var roster = GroupRoster()
        roster.generation =
            try Int32.fetchOne(
                db.cachedStatement(sql: "SELECT generation FROM group_roster WHERE name = ?"),
                arguments: [group.description]) ?? 0
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: "SELECT member, topics, term, expires_at, share FROM group_member WHERE roster = ?"),
            arguments: [group.description])
        for row in rows {
            let id = MemberID(row["member"])
            roster.seats[id] = GroupSeat(
                id: id, topics: Set(try names(in: row["topics"])), term: .milliseconds(row["term"] as Int64),
                expiresAt: Timestamp(milliseconds: row["expires_at"]), share: try places(in: row["share"]))
        }
        return roster
    }

    private static func save(_ roster: GroupRoster, _ before: GroupRoster, of group: GroupName, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO group_roster (name, generation) VALUES (?, ?)
                ON CONFLICT (name) DO UPDATE SET generation = excluded.generation
                """
        ).execute(arguments: [group.description, roster.generation])
        for id in before.seats.keys where roster.seats[id] == nil {
            try db.cachedStatement(sql: "DELETE FROM group_member WHERE roster = ? AND member = ?")
                .execute(arguments: [group.description, id.description])
        }
        for (id, seat) in roster.seats where seat != before.seats[id] {
            try db.cachedStatement(
                sql: """
                    INSERT OR REPLACE INTO group_member (roster, member, topics, term, expires_at, share)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """
            ).execute(arguments: [
                group.description, id.description,
                JSONValue.array(seat.topics.sorted().map { .string($0.description) }).description,
                seat.term.wholeMilliseconds, seat.expiresAt.milliseconds,
                JSONValue.array(seat.share.map { [.string($0.topic.description), .int(Int64($0.partition))] })
                    .description,
            ])
        }
    }

    private static func names(in text: String) throws -> [TopicName] {
        (try JSONValue(parsing: text).arrayValue ?? []).compactMap { $0.stringValue.flatMap(TopicName.init(_:)) }
    }

    private static func places(in text: String) throws -> [TopicPartition] {
        (try JSONValue(parsing: text).arrayValue ?? []).compactMap { place in
            guard let name = place[0]?.stringValue.flatMap(TopicName.init(_:)), let number = place[1]?.intValue else {
                return nil
            }
            return TopicPartition(name, Int(number))
        }
    }
}
