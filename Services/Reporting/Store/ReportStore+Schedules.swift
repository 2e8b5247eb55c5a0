import FoundationEssentials
import GRDB
import MeshCore
import MeshStore
import ReportingAPI

extension ReportStore {
    private static let scheduleColumns =
        "id, report, name, definition, revision, state, problem, created_at, updated_at"

    /// A schedule by its name; nil when there is none.
    ///
    /// - Throws: `StoreError`.
    func schedule(_ name: String, of report: String) throws -> ScheduleRecord? {
        try store.fastRead { db in
            try Row.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT \(Self.scheduleColumns) FROM report_schedule
                        WHERE report = ? AND name = ? AND state <> 'deleting'
                        """), arguments: [report, name]
            ).map(Self.schedule)
        }
    }

    /// A schedule by its name at the orchestrator, also one that is being deleted; nil when there is none.
    ///
    /// - Throws: `StoreError`.
    func schedule(id: String) throws -> ScheduleRecord? {
        try store.fastRead { db in try Self.schedule(id: id, db) }
    }

    static func schedule(id: String, _ db: Database) throws -> ScheduleRecord? {
        try Row.fetchOne(
            db.cachedStatement(sql: "SELECT \(scheduleColumns) FROM report_schedule WHERE id = ?"), arguments: [id]
        ).map(schedule)
    }

    /// The schedules of a report, by their names.
    ///
    /// - Throws: `StoreError`.
    func schedules(of report: String) async throws -> [ScheduleRecord] {
        try await store.read { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT \(Self.scheduleColumns) FROM report_schedule
                        WHERE report = ? AND state <> 'deleting' ORDER BY name
                        """), arguments: [report]
            ).map(Self.schedule)
        }
    }

    /// Keeps a schedule, of which the orchestrator is to be told.
    ///
    /// - Parameters:
    ///   - id: Its name at the orchestrator, if it is a new one.
    ///   - later: When the orchestrator is told by the work beside requests, unless it is told before.
    /// - Returns: The schedule, and what was in its place.
    /// - Throws: ``ReportingError/reportNotFound`` when the report is gone, ``ReportingError/tooManySchedules``; `StoreError`.
    func put(
        _ definition: PutReportSchedule, as name: String, of report: String, id: String, at now: Timestamp,
        later: Timestamp
    ) async throws -> (schedule: ScheduleRecord, before: ScheduleRecord?) {
        let text = String(decoding: try JSONEncoder().encode(definition), as: UTF8.self)
        return try await store.write { db in
            guard try Bool.fetchOne(db, sql: "SELECT 1 FROM saved_report WHERE id = ?", arguments: [report]) != nil
            else { throw ReportingError.reportNotFound }
            let before = try Row.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT \(Self.scheduleColumns) FROM report_schedule
                        WHERE report = ? AND name = ? AND state <> 'deleting'
                        """), arguments: [report, name]
            ).map(Self.schedule)
            if before == nil {
                let count = try Int.fetchOne(
                    db, sql: "SELECT count(*) FROM report_schedule WHERE report = ? AND state <> 'deleting'",
                    arguments: [report])
                guard count ?? 0 < ReportingFields.mostSchedules else { throw ReportingError.tooManySchedules }
                try db.execute(
                    sql: """
                        INSERT INTO report_schedule
                            (id, report, name, definition, revision, state, due_at, created_at, updated_at)
                        VALUES (?, ?, ?, ?, 1, 'pending', ?, ?, ?)
                        """,
                    arguments: [
                        id, report, name, text, later.milliseconds, now.milliseconds, now.milliseconds,
                    ])
            } else {
                try db.execute(
                    sql: """
                        UPDATE report_schedule SET definition = ?, revision = revision + 1, state = 'pending',
                            problem = NULL, attempts = 0, due_at = ?, updated_at = ? WHERE id = ?
                        """, arguments: [text, later.milliseconds, now.milliseconds, before?.id])
            }
            guard let schedule = try Self.schedule(id: before?.id ?? id, db) else {
                preconditionFailure("a schedule that was written is gone")
            }
            return (schedule, before)
        }
    }

    /// Puts back what was in a schedule's place, if nobody has changed it since.
    ///
    /// - Parameter before: Nil when nothing was.
    /// - Throws: `StoreError`.
    func takeBack(_ schedule: ScheduleRecord, for before: ScheduleRecord?, at now: Timestamp) async throws {
        let text = try before.map { String(decoding: try JSONEncoder().encode($0.definition), as: UTF8.self) }
        try await store.write { db in
            if let before, let text {
                // The orchestrator has kept what it had; a schedule of which it was not told yet is told again.
                try db.execute(
                    sql: """
                        UPDATE report_schedule SET definition = ?, revision = revision + 1, state = ?, problem = ?,
                            due_at = ?, updated_at = ? WHERE id = ? AND revision = ?
                        """,
                    arguments: [
                        text, before.state.rawValue, before.problem, now.milliseconds, before.updatedAt.milliseconds,
                        schedule.id, schedule.revision,
                    ])
            } else {
                try db.execute(
                    sql: "DELETE FROM report_schedule WHERE id = ? AND revision = ?",
                    arguments: [schedule.id, schedule.revision])
            }
        }
    }

    /// Notes what the orchestrator says of a schedule, unless it was changed meanwhile.
    ///
    /// - Parameter problem: Why it is refused; nil when it is kept.
    /// - Throws: `StoreError`.
    func settle(_ schedule: ScheduleRecord, problem: String?) async throws {
        try await store.write { db in
            try db.cachedStatement(
                sql: """
                    UPDATE report_schedule SET state = ?, problem = ?
                    WHERE id = ? AND revision = ? AND state IN ('pending', 'refused')
                    """
            ).execute(arguments: [
                (problem == nil ? ScheduleRecord.State.active : .refused).rawValue, problem, schedule.id,
                schedule.revision,
            ])
        }
    }

    /// Takes a schedule away from everybody; it goes when the orchestrator has let go of it.
    ///
    /// - Throws: `StoreError`.
    func markDeleting(_ schedule: ScheduleRecord, later: Timestamp) async throws {
        try await store.write { db in
            try db.execute(
                sql: """
                    UPDATE report_schedule SET state = 'deleting', revision = revision + 1, attempts = 0, due_at = ?
                    WHERE id = ?
                    """, arguments: [later.milliseconds, schedule.id])
        }
    }

    static func markDeleting(ofReport report: String, _ db: Database) throws {
        try db.execute(
            sql: """
                UPDATE report_schedule SET state = 'deleting', revision = revision + 1, attempts = 0, due_at = 0
                WHERE report = ?
                """, arguments: [report])
    }

    /// Forgets a schedule of which the orchestrator knows no more, with its runs.
    ///
    /// - Throws: `StoreError`.
    func forget(_ schedule: ScheduleRecord) async throws {
        try await store.write { db in
            try db.execute(
                sql: "DELETE FROM report_schedule WHERE id = ? AND state = 'deleting'", arguments: [schedule.id])
        }
    }

    /// The schedules of which the orchestrator is to be told now; each is told again a while later if that fails.
    ///
    /// - Throws: `StoreError`.
    func schedulesToTell(at now: Timestamp, again: Duration, under lease: Lease) async throws -> [ScheduleRecord] {
        let due = "state IN ('pending', 'deleting') AND due_at <= ?"
        let isAny = try store.fastRead { db in
            try Bool.fetchOne(
                db.cachedStatement(sql: "SELECT 1 FROM report_schedule WHERE \(due) LIMIT 1"),
                arguments: [now.milliseconds])
        }
        guard isAny != nil else { return [] }
        return try await store.write { db in
            try Leases.guardWrite(by: lease, db)
            return try Row.fetchAll(
                db,
                sql: """
                    UPDATE report_schedule SET attempts = attempts + 1, due_at = ? WHERE \(due)
                    RETURNING \(Self.scheduleColumns)
                    """, arguments: [(now + again).milliseconds, now.milliseconds]
            ).map(Self.schedule)
        }
    }

    static func schedule(_ row: Row) throws -> ScheduleRecord {
        guard let state = ScheduleRecord.State(rawValue: row["state"]) else {
            throw StoreError.corrupt(path: ReportingSchema.fileName, detail: "a schedule's state")
        }
        return ScheduleRecord(
            id: row["id"], report: row["report"], name: row["name"],
            definition: try JSONDecoder().decode(
                PutReportSchedule.self, from: Data((row["definition"] as String).utf8)),
            revision: row["revision"], state: state, problem: row["problem"],
            createdAt: Timestamp(milliseconds: row["created_at"]),
            updatedAt: Timestamp(milliseconds: row["updated_at"]))
    }
}
