import GRDB
import MeshCore
import MeshStore

extension ScheduleStore {
    func insert(_ letter: DeadLetter, at now: Timestamp, _ db: Database) throws {
        let attributes = JSONObject(letter.attributes.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })
        try db.cachedStatement(
            sql: """
                INSERT INTO schedule_dead_letter (firing, queue, body, attributes, at, due_at) VALUES (?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            letter.firing.text, letter.queue, letter.body, JSONValue.object(attributes).description, now.milliseconds,
            letter.queue == nil ? nil : now.milliseconds,
        ])
        try db.cachedStatement(sql: "DELETE FROM schedule_dead_letter WHERE number <= ?")
            .execute(arguments: [db.lastInsertedRowID - Int64(settings.keptDeadLetters)])
    }

    /// The newest dead letters.
    ///
    /// - Throws: `StoreError`.
    func deadLetters(limit: Int) async throws -> [DeadLetter] {
        try await store.read { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT number, firing, queue, body, attributes FROM schedule_dead_letter
                        ORDER BY number DESC LIMIT ?
                        """),
                arguments: [limit]
            ).compactMap { try Self.letter($0)?.letter }
        }
    }

    /// Takes up dead letters that their queues have not been told of: for a while nobody else does.
    ///
    /// - Throws: `StoreError`.
    func takeUpDeadLetters(_ limit: Int, at now: Timestamp) async throws -> [(number: Int64, letter: DeadLetter)] {
        let isAny = try store.fastRead { db in
            try Bool.fetchOne(
                db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM schedule_dead_letter WHERE due_at <= ?)"),
                arguments: [now.milliseconds]) ?? false
        }
        guard isAny else { return [] }
        return try await store.write { [settings] db in
            let rows = try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT number, firing, queue, body, attributes FROM schedule_dead_letter
                        WHERE due_at <= ? ORDER BY due_at LIMIT ?
                        """),
                arguments: [now.milliseconds, limit])
            let postpone = try db.cachedStatement(sql: "UPDATE schedule_dead_letter SET due_at = ? WHERE number = ?")
            return try rows.compactMap { row in
                try postpone.execute(arguments: [(now + settings.deadLetterPause).milliseconds, row[0] as Int64])
                return try Self.letter(row)
            }
        }
    }

    /// Notes that a dead letter need not be told any more.
    ///
    /// - Throws: `StoreError`.
    func settleDeadLetter(_ number: Int64) async throws {
        try await store.write { db in
            try db.cachedStatement(sql: "UPDATE schedule_dead_letter SET due_at = NULL WHERE number = ?")
                .execute(arguments: [number])
        }
    }

    /// Forgets the tokens of requests that nobody repeats any more.
    ///
    /// - Throws: `StoreError`.
    func forgetTokens(before moment: Timestamp) async throws {
        try await store.write { db in
            try db.cachedStatement(sql: "DELETE FROM schedule_token WHERE at < ?").execute(arguments: [
                moment.milliseconds
            ])
        }
    }

    private static func letter(_ row: Row) throws -> (number: Int64, letter: DeadLetter)? {
        guard let firing = FiringID(row[1]) else { return nil }
        let members = try JSONValue(parsing: row[4] as String).objectValue ?? JSONObject()
        let attributes = Dictionary(
            uniqueKeysWithValues: members.map { ($0.name, $0.value.stringValue ?? "") })
        return (row[0], DeadLetter(firing: firing, queue: row[2], body: row[3], attributes: attributes))
    }
}
