import GRDB
import MeshCore
import MeshStore

extension ScheduleStore {
    /// Writes down a new schedule.
    ///
    /// - Parameter token: The request's own, by which a repeat of it is known.
    /// - Throws: ``SchedulerError``; `StoreError`.
    func create(_ key: ScheduleKey, _ definition: ScheduleDefinition, token: String?) async throws {
        try await store.write { [self] db in
            let now = clock.now()
            let request = "\(key.group)/\(key.name) \(definition.document)"
            if try isRepeated(token, of: "CreateSchedule", request, at: now, db) { return }
            try requireGroup(key.group, db)
            guard try ScheduleRow.find(key, db) == nil else { throw SchedulerError.scheduleExists(key.name) }
            let anchor = Timestamp(secondsSince1970: now.secondsSince1970)
            let cursor = try self.cursor(of: definition, key, anchor: anchor, at: now, plan: 1)
            try db.cachedStatement(
                sql: """
                    INSERT INTO schedule
                        (group_name, name, definition, state, created_at, modified_at, anchor_at, plan, next_at, due_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """
            ).execute(arguments: [
                key.group, key.name, definition.document.description, definition.state.rawValue, now.milliseconds,
                now.milliseconds, anchor.milliseconds, cursor.plan, cursor.next?.milliseconds,
                cursor.due?.milliseconds,
            ])
        }
    }

    /// Replaces all of a schedule. A rate whose expression and start stay counts on from where it began.
    ///
    /// - Throws: ``SchedulerError``; `StoreError`.
    func update(_ key: ScheduleKey, _ definition: ScheduleDefinition, token: String?) async throws {
        try await store.write { [self] db in
            let now = clock.now()
            let request = "\(key.group)/\(key.name) \(definition.document)"
            if try isRepeated(token, of: "UpdateSchedule", request, at: now, db) { return }
            guard let row = try ScheduleRow.find(key, db) else { throw SchedulerError.scheduleMissing(key.name) }
            let staysInStep =
                row.definition["ScheduleExpression"] == definition.document["ScheduleExpression"]
                && row.definition["StartDate"] == definition.document["StartDate"]
            let anchor = staysInStep ? row.anchor : Timestamp(secondsSince1970: now.secondsSince1970)
            let cursor = try self.cursor(of: definition, key, anchor: anchor, at: now, plan: row.plan + 1)
            try db.cachedStatement(
                sql: """
                    UPDATE schedule SET definition = ?, state = ?, modified_at = ?, anchor_at = ?, plan = ?, next_at = ?,
                        due_at = ?, last_at = NULL
                    WHERE number = ?
                    """
            ).execute(arguments: [
                definition.document.description, definition.state.rawValue, now.milliseconds, anchor.milliseconds,
                cursor.plan, cursor.next?.milliseconds, cursor.due?.milliseconds, row.number,
            ])
        }
    }

    /// Removes a schedule with the firings that are not done.
    ///
    /// - Throws: ``SchedulerError``; `StoreError`.
    func delete(_ key: ScheduleKey, token: String?) async throws {
        try await store.write { [self] db in
            if try isRepeated(token, of: "DeleteSchedule", "\(key.group)/\(key.name)", at: clock.now(), db) { return }
            try db.cachedStatement(sql: "DELETE FROM schedule WHERE group_name = ? AND name = ?")
                .execute(arguments: [key.group, key.name])
            guard db.changesCount == 1 else { throw SchedulerError.scheduleMissing(key.name) }
        }
    }

    /// - Throws: `StoreError`.
    func schedule(_ key: ScheduleKey) throws -> ScheduleRow? {
        try store.fastRead { db in try ScheduleRow.find(key, db) }
    }

    /// - Throws: ``SchedulerError``; `StoreError`.
    func schedules(_ filter: ScheduleFilter, after: ScheduleKey?, limit: Int) async throws -> [ScheduleRow] {
        try await store.read { db in
            if let group = filter.group, try ScheduleGroupRow.find(group, db) == nil {
                throw SchedulerError.groupMissing(group)
            }
            return try ScheduleRow.list(filter, after: after, limit: limit, db)
        }
    }

    /// Where a schedule begins.
    ///
    /// - Throws: ``SchedulerError`` when its time zone is unknown.
    func cursor(
        of definition: ScheduleDefinition, _ key: ScheduleKey, anchor: Timestamp, at now: Timestamp, plan: Int64
    ) throws(SchedulerError) -> ScheduleCursor {
        guard let zone = zones.rules(named: definition.timeZone) else {
            throw .validation("Invalid Schedule Expression Timezone \(definition.timeZone).")
        }
        return ScheduleCursor(
            starting: definition, definition.timing(in: zone, anchor: anchor), arn: key.arn(in: place), at: now,
            plan: plan)
    }

    private func requireGroup(_ name: String, _ db: Database) throws {
        guard let group = try ScheduleGroupRow.find(name, db) else { throw SchedulerError.groupMissing(name) }
        guard !group.isDeleting else { throw SchedulerError.conflict("Schedule group \(name) is being deleted.") }
    }

    /// Notes the token of a request; true when the same request was carried out before.
    ///
    /// - Throws: ``SchedulerError/conflict(_:)`` when the token belongs to another request.
    func isRepeated(
        _ token: String?, of operation: String, _ request: String, at now: Timestamp, _ db: Database
    ) throws -> Bool {
        guard let token else { return false }
        let known = try String.fetchOne(
            db.cachedStatement(sql: "SELECT request FROM schedule_token WHERE token = ? AND operation = ?"),
            arguments: [token, operation])
        if let known {
            guard known == request else {
                throw SchedulerError.conflict("The client token was used with other parameters.")
            }
            return true
        }
        try db.cachedStatement(sql: "INSERT INTO schedule_token (token, operation, request, at) VALUES (?, ?, ?, ?)")
            .execute(arguments: [token, operation, request, now.milliseconds])
        return false
    }
}
