import FoundationEssentials
import GRDB
import MeshCore
import MeshStore
import ReportingAPI

extension ReportStore {
    private static let deliveryColumns =
        "destination, format, target, state, attempts, due_at, address, bytes, sha256, problem, delivered_at"

    /// Begins the run of a time that has come, once for its firing. The oldest runs go when there are too many.
    ///
    /// - Returns: Whether it is a new one.
    /// - Throws: `StoreError`.
    @discardableResult
    func beginRun(_ firing: FireReport, of schedule: String, at now: Timestamp) async throws -> Bool {
        try await store.write { db in
            guard let record = try Self.schedule(id: schedule, db), record.state != .deleting else { return false }
            try db.cachedStatement(
                sql: """
                    INSERT INTO report_run (schedule, firing, scheduled_at, state, due_at)
                    VALUES (?, ?, ?, 'running', ?) ON CONFLICT DO NOTHING
                    """
            ).execute(arguments: [
                schedule, firing.firing, firing.scheduledAt.milliseconds, now.milliseconds,
            ])
            guard db.changesCount > 0 else { return false }
            // As the destinations stand now: whoever changes the schedule changes the next run.
            for (place, destination) in record.definition.destinations.enumerated() {
                let target = String(decoding: try JSONEncoder().encode(destination), as: UTF8.self)
                for format in record.definition.formats {
                    try db.cachedStatement(
                        sql: """
                            INSERT INTO report_delivery (schedule, firing, destination, format, target, state, due_at)
                            VALUES (?, ?, ?, ?, ?, 'pending', ?)
                            """
                    ).execute(arguments: [
                        schedule, firing.firing, place, format.rawValue, target, now.milliseconds,
                    ])
                }
            }
            try db.cachedStatement(
                sql: """
                    DELETE FROM report_run WHERE schedule = ?1 AND state <> 'running' AND firing NOT IN (
                        SELECT firing FROM report_run WHERE schedule = ?1 ORDER BY scheduled_at DESC, firing LIMIT ?2)
                    """
            ).execute(arguments: [schedule, ReportingFields.mostRuns])
            return true
        }
    }

    /// The runs of a schedule, the newest first.
    ///
    /// - Throws: `StoreError`.
    func runs(of schedule: String) async throws -> [ReportRun] {
        try await store.read { db in
            let rows = try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT firing, scheduled_at, state, snapshot, problem FROM report_run WHERE schedule = ?
                        ORDER BY scheduled_at DESC, firing LIMIT ?
                        """), arguments: [schedule, ReportingFields.mostRuns])
            return try rows.map { row in
                guard let state = ReportRun.State(rawValue: row["state"]) else {
                    throw StoreError.corrupt(path: ReportingSchema.fileName, detail: "a run's state")
                }
                return ReportRun(
                    id: row["firing"], scheduledAt: Timestamp(milliseconds: row["scheduled_at"]), state: state,
                    snapshot: row["snapshot"], problem: row["problem"],
                    files: try Self.files(of: schedule, row["firing"], db).map(\.delivery))
            }
        }
    }

    /// The runs of which something is due.
    ///
    /// - Throws: `StoreError`.
    func dueRuns(at now: Timestamp, limit: Int) throws -> [RunRecord] {
        try store.fastRead { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT r.schedule, r.firing, r.scheduled_at, r.snapshot, r.attempts, s.report, s.definition
                    FROM report_run r JOIN report_schedule s ON s.id = r.schedule
                    WHERE r.state = 'running' AND r.due_at <= ? AND s.state <> 'deleting' ORDER BY r.due_at LIMIT ?
                    """)
            return try Row.fetchAll(statement, arguments: [now.milliseconds, limit]).map { row in
                let definition = try JSONDecoder().decode(
                    PutReportSchedule.self, from: Data((row["definition"] as String).utf8))
                return RunRecord(
                    schedule: row["schedule"], firing: row["firing"],
                    scheduledAt: Timestamp(milliseconds: row["scheduled_at"]),
                    timeZone: definition.timeZone ?? "UTC", report: row["report"], snapshot: row["snapshot"],
                    attempts: row["attempts"], files: try Self.files(of: row["schedule"], row["firing"], db))
            }
        }
    }

    /// Keeps a run's snapshot, once: nothing when the run has one already.
    ///
    /// - Returns: The snapshot's number; nil when the run or its report is gone, or another instance was first.
    /// - Throws: `StoreError`.
    @concurrent func addSnapshot(
        _ content: FrozenReport, of run: RunRecord, at now: Timestamp, under lease: Lease
    ) async throws -> Int64? {
        let bytes = try JSONEncoder().encode(content)
        return try await store.write { db in
            try Leases.guardWrite(by: lease, db)
            let isWanted = try Bool.fetchOne(
                db, sql: "SELECT snapshot IS NULL FROM report_run WHERE schedule = ? AND firing = ?",
                arguments: [run.schedule, run.firing])
            guard isWanted == true,
                let snapshot = try Self.add(content, bytes, of: run.report, at: now, db)
            else { return nil }
            try db.execute(
                sql: "UPDATE report_run SET snapshot = ? WHERE schedule = ? AND firing = ?",
                arguments: [snapshot.number, run.schedule, run.firing])
            return snapshot.number
        }
    }

    /// Notes that a run's snapshot could not be taken.
    ///
    /// - Parameter again: When it is tried again; nil when it is given up.
    /// - Throws: `StoreError`.
    func noteFailure(
        _ problem: String, of run: RunRecord, again: Timestamp?, under lease: Lease
    ) async throws {
        try await store.write { db in
            try Leases.guardWrite(by: lease, db)
            try db.execute(
                sql: """
                    UPDATE report_run SET problem = ?, attempts = attempts + 1, state = ?, due_at = ?
                    WHERE schedule = ? AND firing = ?
                    """,
                arguments: [
                    problem, (again == nil ? ReportRun.State.failed : .running).rawValue, again?.milliseconds ?? 0,
                    run.schedule, run.firing,
                ])
            guard again == nil else { return }
            try db.execute(
                sql: """
                    UPDATE report_delivery SET state = 'failed', problem = 'There is no snapshot.'
                    WHERE schedule = ? AND firing = ? AND state = 'pending'
                    """, arguments: [run.schedule, run.firing])
        }
    }

    /// Notes what became of an attempt to deliver a file; the run ends with its last file.
    ///
    /// - Parameter due: When a file that is pending is tried again.
    /// - Throws: `StoreError`.
    func note(
        _ file: FileDelivery, of run: RunRecord, due: Timestamp?, under lease: Lease
    ) async throws {
        try await store.write { db in
            try Leases.guardWrite(by: lease, db)
            try db.cachedStatement(
                sql: """
                    UPDATE report_delivery SET state = ?, attempts = ?, due_at = ?, address = ?, bytes = ?, sha256 = ?,
                        problem = ?, delivered_at = ?
                    WHERE schedule = ? AND firing = ? AND destination = ? AND format = ?
                    """
            ).execute(arguments: [
                file.state.rawValue, file.attempts, due?.milliseconds ?? 0, file.address, file.bytes, file.sha256,
                file.problem, file.deliveredAt?.milliseconds, run.schedule, run.firing, file.destination,
                file.format.rawValue,
            ])
            let next = try Row.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT min(due_at) FILTER (WHERE state = 'pending') AS due, sum(state = 'failed') AS failed
                        FROM report_delivery WHERE schedule = ? AND firing = ?
                        """), arguments: [run.schedule, run.firing])
            let due = next?["due"] as Int64?
            let failed = next?["failed"] as Int? ?? 0
            let state: ReportRun.State = due != nil ? .running : failed > 0 ? .failed : .delivered
            try db.cachedStatement(
                sql: "UPDATE report_run SET state = ?, due_at = ?, problem = NULL WHERE schedule = ? AND firing = ?"
            ).execute(arguments: [state.rawValue, due ?? 0, run.schedule, run.firing])
        }
    }

    private static func files(of schedule: String, _ firing: String, _ db: Database) throws -> [FileRecord] {
        try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT \(deliveryColumns) FROM report_delivery WHERE schedule = ? AND firing = ?
                    ORDER BY destination, format
                    """), arguments: [schedule, firing]
        ).map(file)
    }

    private static func file(_ row: Row) throws -> FileRecord {
        guard let format = DeliveryFormat(rawValue: row["format"]),
            let state = FileDelivery.State(rawValue: row["state"])
        else { throw StoreError.corrupt(path: ReportingSchema.fileName, detail: "a delivery's row") }
        let target = try JSONDecoder().decode(ReportDestination.self, from: Data((row["target"] as String).utf8))
        return FileRecord(
            target: target,
            delivery: FileDelivery(
                destination: row["destination"], kind: target.kind, format: format, state: state,
                attempts: row["attempts"], address: row["address"], bytes: row["bytes"], sha256: row["sha256"],
                problem: row["problem"],
                nextAttemptAt: state == .pending ? Timestamp(milliseconds: row["due_at"]) : nil,
                deliveredAt: (row["delivered_at"] as Int64?).map { Timestamp(milliseconds: $0) }))
    }
}
