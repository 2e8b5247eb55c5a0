import FoundationEssentials
import GRDB
import MeshCore
import MeshStore
import NIOCore

/// Events: accepted, held by one instance at a time, tried, ended.
extension FunctionsStore {
    /// How long an id is known after its event was accepted: as long as an event is tried at most.
    private static let seenFor = Duration.seconds(InvokeSettings.standardAge)

    /// Keeps an event; on disk when this returns.
    ///
    /// - Parameters:
    ///   - isRepeatable: Whether the caller may send it again under the same id.
    ///   - owner: Who handles it at once, under number 1; nil for whoever takes it up.
    ///   - lease: How long nobody else takes it up.
    /// - Returns: false when it was accepted before.
    func accept(
        _ event: FunctionEvent, isRepeatable: Bool, owner: String?, for lease: Duration
    ) async throws -> Bool {
        try await store.write { db in
            if isRepeatable {
                try db.cachedStatement(sql: "INSERT OR IGNORE INTO event_seen (id, until) VALUES (?, ?)")
                    .execute(arguments: [event.id, (event.acceptedAt + Self.seenFor).milliseconds])
                guard db.changesCount > 0 else { return false }
            }
            let due = owner == nil ? event.acceptedAt : event.acceptedAt + lease
            return try Self.insert(event, due: due, owner: owner, db)
        }
    }

    private static func insert(
        _ event: FunctionEvent, due: Timestamp, owner: String?, _ db: Database
    ) throws -> Bool {
        try db.cachedStatement(
            sql: """
                INSERT OR IGNORE INTO event (id, function, qualifier, payload, client_context, trace_id, attempts,
                    throttles, accepted_at, due_at, owner, fence)
                VALUES (?, ?, ?, ?, ?, ?, 0, 0, ?, ?, ?, ?)
                """
        )
        .execute(arguments: [
            event.id, event.function, event.qualifier, Data(event.payload.readableBytesView), event.clientContext,
            event.traceID, event.acceptedAt.milliseconds, due.milliseconds, owner, event.fence,
        ])
        return db.changesCount > 0
    }

    /// Takes up events that are due, whose lease ran out, or whose owner's process is gone.
    ///
    /// - Parameters:
    ///   - limit: How many at most.
    ///   - owner: Who takes them.
    ///   - lease: How long nobody else does.
    ///   - isAlive: Whether the process of an owner runs.
    func takeUp(
        _ limit: Int, by owner: String, for lease: Duration, isAlive: @escaping @Sendable (String) -> Bool
    ) async throws -> [FunctionEvent] {
        let now = clock.now()
        let numbers = try store.fastRead { db in
            let owners = try String.fetchAll(
                db.cachedStatement(sql: "SELECT DISTINCT owner FROM event WHERE owner IS NOT NULL"))
            let due = try Int64.fetchAll(
                db.cachedStatement(sql: "SELECT number FROM event WHERE due_at <= ? ORDER BY due_at LIMIT ?"),
                arguments: [now.milliseconds, limit])
            return try owners.filter { !isAlive($0) }.reduce(into: due) { numbers, gone in
                numbers += try Int64.fetchAll(
                    db.cachedStatement(sql: "SELECT number FROM event WHERE owner = ? LIMIT ?"),
                    arguments: [gone, limit])
            }
        }
        // Most of the time there is none, and then nothing is written.
        guard !numbers.isEmpty else { return [] }
        return try await store.write { db in
            try numbers.prefix(limit).compactMap { number in
                try take(number, by: owner, at: now, until: now + lease, isAlive, db)
            }
        }
    }

    private func take(
        _ number: Int64, by owner: String, at now: Timestamp, until end: Timestamp, _ isAlive: (String) -> Bool,
        _ db: Database
    ) throws -> FunctionEvent? {
        guard
            let row = try Row.fetchOne(
                db.cachedStatement(sql: "SELECT * FROM event WHERE number = ?"), arguments: [number])
        else { return nil }
        let before: String? = row["owner"]
        guard row["due_at"] <= now.milliseconds || before.map({ !isAlive($0) }) == true else { return nil }
        try db.cachedStatement(sql: "UPDATE event SET owner = ?, fence = fence + 1, due_at = ? WHERE number = ?")
            .execute(arguments: [owner, end.milliseconds, number])
        return FunctionEvent(
            id: row["id"], function: row["function"], qualifier: row["qualifier"],
            payload: ByteBuffer(bytes: row["payload"] as Data), clientContext: row["client_context"],
            traceID: row["trace_id"], attempts: row["attempts"], throttles: row["throttles"],
            acceptedAt: Timestamp(milliseconds: row["accepted_at"]), fence: (row["fence"] as Int64) + 1)
    }

    /// Prolongs the leases of events that take long.
    ///
    /// - Parameter held: By which number each is ours.
    func renew(_ held: [String: Int64], until end: Timestamp) async throws {
        guard !held.isEmpty else { return }
        try await store.write { db in
            let statement = try db.cachedStatement(
                sql: "UPDATE event SET due_at = ? WHERE id = ? AND fence = ? AND owner IS NOT NULL")
            for (id, fence) in held { try statement.execute(arguments: [end.milliseconds, id, fence]) }
        }
    }

    /// Lets an event wait for its next try. Without effect when another instance has taken it over.
    func release(_ event: FunctionEvent, until due: Timestamp) async throws {
        try await store.write { db in
            try db.cachedStatement(
                sql: """
                    UPDATE event SET owner = NULL, due_at = ?, attempts = ?, throttles = ? WHERE id = ? AND fence = ?
                    """
            )
            .execute(arguments: [due.milliseconds, event.attempts, event.throttles, event.id, event.fence])
        }
    }

    /// Ends an event: it goes, and what follows from its end is there, at once or not at all. Without effect when another
    /// instance has taken it over.
    ///
    /// - Parameter kept: Dead letters that are kept; beyond it the oldest go.
    func end(_ event: FunctionEvent, _ ending: EventEnding, kept: Int) async throws {
        let now = clock.now()
        try await store.write { db in
            try db.cachedStatement(sql: "DELETE FROM event WHERE id = ? AND fence = ?")
                .execute(arguments: [event.id, event.fence])
            guard db.changesCount > 0 else { return }
            for next in ending.next {
                let event = FunctionEvent(
                    id: next.id, function: next.function.name, qualifier: next.function.qualifier,
                    payload: ByteBuffer(bytes: next.payload), clientContext: nil, traceID: event.traceID, attempts: 0,
                    throttles: 0, acceptedAt: now, fence: 1)
                _ = try Self.insert(event, due: now, owner: nil, db)
            }
            for letter in ending.deadLetters {
                try db.cachedStatement(
                    sql: "INSERT INTO dead_letter (id, function, target, content, at) VALUES (?, ?, ?, ?, ?)"
                )
                .execute(arguments: [event.id, event.function, letter.target, letter.content, now.milliseconds])
                try db.cachedStatement(sql: "DELETE FROM dead_letter WHERE number <= ?")
                    .execute(arguments: [db.lastInsertedRowID - Int64(kept)])
            }
        }
    }

    /// Forgets the ids of events that nobody repeats any more.
    func sweepSeen() async throws {
        let now = clock.now()
        let isAny = try store.fastRead { db in
            try Bool.fetchOne(
                db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM event_seen WHERE until < ?)"),
                arguments: [now.milliseconds]) ?? false
        }
        guard isAny else { return }
        try await store.write { db in
            try db.cachedStatement(
                sql: "DELETE FROM event_seen WHERE id IN (SELECT id FROM event_seen WHERE until < ? LIMIT 1000)"
            )
            .execute(arguments: [now.milliseconds])
        }
    }

    /// What could not be handled of a function's events, the last first.
    func deadLetters(of function: String, limit: Int) async throws -> [DeadLetterRecord] {
        try await store.read { db in
            _ = try needed(function, db)
            let statement = try db.cachedStatement(
                sql: "SELECT id, target, content, at FROM dead_letter WHERE function = ? ORDER BY number DESC LIMIT ?")
            return try Row.fetchAll(statement, arguments: [function, limit]).map {
                DeadLetterRecord(id: $0[0], target: $0[1], content: $0[2], at: Timestamp(milliseconds: $0[3]))
            }
        }
    }

    /// Events that wait or are being handled.
    func eventCount() throws -> Int {
        try store.fastRead { db in
            try Int.fetchOne(db.cachedStatement(sql: "SELECT count(*) FROM event")) ?? 0
        }
    }
}
