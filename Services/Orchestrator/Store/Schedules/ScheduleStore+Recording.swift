import GRDB
import MeshCore
import MeshStore

extension ScheduleStore {
    /// The tag of a group that says what is done about missed times of its schedules.
    static let missedTag = "orrery:missed-times"

    /// Whether there is something to record or to take up.
    ///
    /// - Throws: `StoreError`.
    func isDue(at now: Timestamp) throws -> Bool {
        try store.fastRead { db in
            try Bool.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT EXISTS (SELECT 1 FROM schedule WHERE due_at <= ?1)
                            OR EXISTS (SELECT 1 FROM schedule WHERE last_at > ?2)
                        """),
                arguments: [now.milliseconds, now.milliseconds + ScheduleCursor.toleratedStepBack]) ?? false
        }
    }

    /// Records the times that have come as firings, and moves their schedules on.
    ///
    /// - Returns: How many schedules were looked at; ``ScheduleSettings/recordedSchedules`` when there may be more.
    /// - Throws: `StoreError`.
    func record(at now: Timestamp) async throws -> Int {
        try await store.write { [self] db in
            let lostBound = now + .milliseconds(ScheduleCursor.toleratedStepBack)
            for row in try ScheduleRow.lost(after: lostBound, limit: settings.recordedSchedules, db) {
                try planAnew(row, at: now, db)
            }
            let due = try ScheduleRow.due(at: now, limit: settings.recordedSchedules, db)
            for row in due { try record(row, at: now, db) }
            return due.count
        }
    }

    private func record(_ row: ScheduleRow, at now: Timestamp, _ db: Database) throws {
        guard let next = row.next, let (definition, timing) = timing(of: row) else {
            // Its time zone is not on this machine any more, or its row is damaged: somebody has to see to it. It is
            // looked at again, because a machine can be mended.
            try db.cachedStatement(sql: "UPDATE schedule SET due_at = ? WHERE number = ?")
                .execute(arguments: [(now + .seconds(3600)).milliseconds, row.number])
            return
        }
        let arn = row.key.arn(in: place)
        let due = DueTimes(
            from: next, of: timing, delay: definition.window.delay(of: arn), at: now,
            missed: try missedTimes(of: row.key.group, db), limit: settings.recordedTimes)
        let target = (row.definition["Target"] ?? .null).description
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO schedule_firing (id, schedule, scheduled_at, recorded_at, target, due_at)
                VALUES (?, ?, ?, ?, ?, ?)
                """)
        for time in due.running {
            try insert.execute(arguments: [
                FiringID(schedule: row.number, plan: row.plan, time: time).text, row.number, time.milliseconds,
                now.milliseconds, target, now.milliseconds,
            ])
        }
        let cursor = ScheduleCursor(plan: row.plan, next: due.next, window: definition.window, arn: arn)
        try db.cachedStatement(
            sql: "UPDATE schedule SET next_at = ?, due_at = ?, last_at = coalesce(?, last_at) WHERE number = ?"
        ).execute(arguments: [
            cursor.next?.milliseconds, cursor.due?.milliseconds, due.running.last?.milliseconds, row.number,
        ])
        if cursor.next == nil { try removeCompleted(row.number, db) }
    }

    /// After a long step of the clock back, times that ran come again, and run again: by the clock they are others.
    private func planAnew(_ row: ScheduleRow, at now: Timestamp, _ db: Database) throws {
        guard let (definition, timing) = timing(of: row) else {
            // As with one that is due; it must not be found again and again.
            try db.cachedStatement(sql: "UPDATE schedule SET last_at = NULL WHERE number = ?")
                .execute(arguments: [row.number])
            return
        }
        let cursor = ScheduleCursor(
            starting: definition, timing, arn: row.key.arn(in: place), at: now, plan: row.plan + 1)
        try db.cachedStatement(
            sql: "UPDATE schedule SET plan = ?, next_at = ?, due_at = ?, last_at = NULL WHERE number = ?"
        ).execute(arguments: [cursor.plan, cursor.next?.milliseconds, cursor.due?.milliseconds, row.number])
    }

    private func timing(of row: ScheduleRow) -> (ScheduleDefinition, ScheduleTiming)? {
        // What is stored was read before it was stored; if the row is damaged nobody can be told here.
        guard let definition = try? ScheduleDefinition(row.definition, in: place),
            let zone = zones.rules(named: definition.timeZone)
        else { return nil }
        return (definition, definition.timing(in: zone, anchor: row.anchor))
    }

    private func missedTimes(of group: String, _ db: Database) throws -> MissedTimes {
        let statement = try db.cachedStatement(sql: "SELECT value FROM schedule_group_tag WHERE name = ? AND key = ?")
        let tag = try String.fetchOne(statement, arguments: [group, Self.missedTag])
        return tag.flatMap(MissedTimes.init(rawValue:)) ?? settings.missedTimes
    }

    /// Removes a schedule that has run for the last time, if that is its owner's wish and no firing of it is left.
    func removeCompleted(_ number: Int64, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                DELETE FROM schedule WHERE number = ?1 AND next_at IS NULL AND state = 'ENABLED'
                    AND definition ->> '$.ActionAfterCompletion' = 'DELETE'
                    AND NOT EXISTS (SELECT 1 FROM schedule_firing WHERE schedule = ?1)
                """
        ).execute(arguments: [number])
    }
}
