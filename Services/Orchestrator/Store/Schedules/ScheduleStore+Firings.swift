import GRDB
import MeshCore
import MeshStore

extension ScheduleStore {
    private static let dueSQL = "SELECT id FROM schedule_firing WHERE due_at <= ? ORDER BY due_at LIMIT ?"
    private static let ownersSQL = "SELECT DISTINCT owner FROM schedule_firing WHERE owner IS NOT NULL"
    private static let ownedSQL = "SELECT id FROM schedule_firing WHERE owner = ? LIMIT ?"
    /// Nothing is ever put off further than this; what is, was so before the clock went back.
    private static let strayedSQL = "SELECT id FROM schedule_firing WHERE due_at > ? LIMIT ?"

    /// Takes up firings that nobody carries: those that are due, those whose lease ran out, and those whose process is gone.
    ///
    /// - Parameters:
    ///   - limit: How many at most.
    ///   - owner: Who takes them.
    ///   - isAlive: Whether the process of an owner runs.
    /// - Throws: `StoreError`.
    func takeUp(
        _ limit: Int, at now: Timestamp, as owner: String, isAlive: @Sendable (String) -> Bool
    ) async throws -> [ScheduleFiring] {
        let strayed = now.milliseconds + ScheduleRetryPolicy.longestDelay + settings.lease.wholeMilliseconds
        let owners = try store.fastRead { db in try String.fetchAll(db.cachedStatement(sql: Self.ownersSQL)) }
        let gone = Set(owners.filter { $0 != owner && !isAlive($0) })
        let ids = try store.fastRead { db in
            let due =
                try String.fetchAll(db.cachedStatement(sql: Self.dueSQL), arguments: [now.milliseconds, limit])
                + String.fetchAll(db.cachedStatement(sql: Self.strayedSQL), arguments: [strayed, limit])
            return try gone.reduce(into: due) { ids, owner in
                ids += try String.fetchAll(db.cachedStatement(sql: Self.ownedSQL), arguments: [owner, limit])
            }
        }
        // Most of the time there is none, and then nothing is written.
        guard !ids.isEmpty else { return [] }
        return try await store.write { [self] db in
            var taken: [ScheduleFiring] = []
            for id in ids.prefix(limit) {
                if let firing = try take(id, at: now, as: owner, orFrom: gone, strayed: strayed, db) {
                    taken.append(firing)
                }
            }
            return taken
        }
    }

    private func take(
        _ id: String, at now: Timestamp, as owner: String, orFrom gone: Set<String>, strayed: Int64, _ db: Database
    ) throws -> ScheduleFiring? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT schedule, scheduled_at, recorded_at, target, failures, firing.due_at, owner, fence, group_name, name
                FROM schedule_firing AS firing JOIN schedule ON number = schedule WHERE id = ?
                """)
        guard let row = try Row.fetchOne(statement, arguments: [id]), let firing = FiringID(id) else { return nil }
        let dueAt: Int64 = row[5]
        let holder: String? = row[6]
        guard dueAt <= now.milliseconds || dueAt > strayed || holder.map(gone.contains) == true else { return nil }
        try db.cachedStatement(
            sql: "UPDATE schedule_firing SET owner = ?, fence = fence + 1, due_at = ? WHERE id = ?"
        ).execute(arguments: [owner, (now + settings.lease).milliseconds, id])
        return ScheduleFiring(
            id: firing, schedule: row[0], key: ScheduleKey(group: row[8], name: row[9]),
            scheduledAt: Timestamp(milliseconds: row[1]), recordedAt: Timestamp(milliseconds: row[2]),
            target: try JSONValue(parsing: row[3] as String), failures: row[4], fence: (row[7] as Int64) + 1)
    }

    /// Prolongs the leases of calls that take long.
    ///
    /// - Parameter carried: By which number each is ours.
    /// - Returns: Those that are still ours.
    /// - Throws: `StoreError`.
    func renew(_ carried: [FiringID: Int64], until end: Timestamp) async throws -> Set<FiringID> {
        guard !carried.isEmpty else { return [] }
        return try await store.write { db in
            let statement = try db.cachedStatement(
                sql: "UPDATE schedule_firing SET due_at = ? WHERE id = ? AND fence = ? AND owner IS NOT NULL")
            return try carried.reduce(into: []) { renewed, carried in
                try statement.execute(arguments: [end.milliseconds, carried.key.text, carried.value])
                if db.changesCount == 1 { renewed.insert(carried.key) }
            }
        }
    }

    /// Writes down that the target has it.
    ///
    /// - Returns: False when another one carries it by now, or its schedule is gone.
    /// - Throws: `StoreError`.
    @discardableResult
    func finish(_ firing: ScheduleFiring) async throws -> Bool {
        try await store.write { [self] db in try finish(firing, db) }
    }

    /// Writes down when it is tried again.
    ///
    /// - Returns: As ``finish(_:)``.
    /// - Throws: `StoreError`.
    @discardableResult
    func postpone(_ firing: ScheduleFiring, until moment: Timestamp) async throws -> Bool {
        try await store.write { db in
            try db.cachedStatement(
                sql: """
                    UPDATE schedule_firing SET owner = NULL, failures = failures + 1, due_at = ?
                    WHERE id = ? AND fence = ?
                    """
            ).execute(arguments: [moment.milliseconds, firing.id.text, firing.fence])
            return db.changesCount == 1
        }
    }

    /// Writes down that it is given up, and what is told of it, in one transaction.
    ///
    /// - Returns: As ``finish(_:)``.
    /// - Throws: `StoreError`.
    @discardableResult
    func giveUp(_ firing: ScheduleFiring, _ letter: DeadLetter) async throws -> Bool {
        try await store.write { [self] db in
            guard try finish(firing, db) else { return false }
            try insert(letter, at: clock.now(), db)
            return true
        }
    }

    private func finish(_ firing: ScheduleFiring, _ db: Database) throws -> Bool {
        try db.cachedStatement(sql: "DELETE FROM schedule_firing WHERE id = ? AND fence = ?")
            .execute(arguments: [firing.id.text, firing.fence])
        guard db.changesCount == 1 else { return false }
        try removeCompleted(firing.schedule, db)
        return true
    }
}
