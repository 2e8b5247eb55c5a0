import FoundationEssentials
import GRDB
import MeshCore
import MeshStore
import ReportingAPI

extension ReportStore {
    private static let savedColumns = "id, site, title, question, created_at, updated_at"
    private static let snapshotColumns = "number, report, taken_at, watermark, exact, row_count"

    // MARK: Reports

    /// A saved report; nil when there is none.
    ///
    /// - Throws: `StoreError`.
    func savedReport(_ id: String) throws -> SavedReport? {
        try store.fastRead { db in
            try Row.fetchOne(
                db.cachedStatement(sql: "SELECT \(Self.savedColumns) FROM saved_report WHERE id = ?"), arguments: [id]
            ).map(Self.saved)
        }
    }

    /// A page of saved reports by their ids.
    ///
    /// - Parameters:
    ///   - reader: The account that may read their sites; nil for all.
    ///   - id: The last one of the page before.
    /// - Throws: `StoreError`.
    func savedReports(readableBy reader: String?, after id: String, limit: Int) async throws -> [SavedReport] {
        try await store.read { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT \(Self.savedColumns) FROM saved_report
                    WHERE id > ?1 AND (?2 IS NULL OR EXISTS (
                        SELECT 1 FROM report_site s, json_each(s.readers) r
                        WHERE s.site = saved_report.site AND r.value = ?2))
                    ORDER BY id LIMIT ?3
                    """)
            return try Row.fetchAll(statement, arguments: [id, reader, limit]).map(Self.saved)
        }
    }

    /// Saves a report, in the place of the one that had its id. It stays with its site, whose readers see its snapshots.
    ///
    /// - Throws: ``ReportingError/reportOfAnotherSite`` when that one is of another site; `StoreError`.
    func save(_ report: SavedReport) async throws -> SavedReport {
        let question = report.question.json.description
        return try await store.write { db in
            let row = try Row.fetchOne(
                db.cachedStatement(
                    sql: """
                        INSERT INTO saved_report (\(Self.savedColumns)) VALUES (?, ?, ?, ?, ?, ?)
                        ON CONFLICT (id) DO UPDATE SET title = excluded.title, question = excluded.question,
                            updated_at = excluded.updated_at WHERE site = excluded.site
                        RETURNING \(Self.savedColumns)
                        """),
                arguments: [
                    report.id, report.site, report.title, question, report.createdAt.milliseconds,
                    report.updatedAt.milliseconds,
                ])
            guard let row else { throw ReportingError.reportOfAnotherSite }
            return try Self.saved(row)
        }
    }

    /// Forgets a report with its snapshots; its schedules are gone as soon as the orchestrator knows.
    ///
    /// - Returns: Whether there was one.
    /// - Throws: `StoreError`.
    func deleteSavedReport(_ id: String) async throws -> Bool {
        try await store.write { db in
            try db.cachedStatement(sql: "DELETE FROM saved_report WHERE id = ?").execute(arguments: [id])
            guard db.changesCount > 0 else { return false }
            try Self.markDeleting(ofReport: id, db)
            return true
        }
    }

    private static func saved(_ row: Row) throws -> SavedReport {
        SavedReport(
            id: row["id"], site: row["site"], title: row["title"],
            question: StatsQuestion(try JSONValue(parsing: row["question"] as String)),
            createdAt: Timestamp(milliseconds: row["created_at"]),
            updatedAt: Timestamp(milliseconds: row["updated_at"]))
    }

    // MARK: Snapshots

    /// Keeps what a report says; the oldest snapshot goes when there are too many.
    ///
    /// On a thread of the pool, because ten thousand rows take milliseconds to write down.
    ///
    /// - Returns: The snapshot; nil when the report is gone.
    /// - Throws: `StoreError`.
    @concurrent func addSnapshot(
        _ content: FrozenReport, of report: String, at now: Timestamp
    ) async throws -> ReportSnapshot? {
        let bytes = try JSONEncoder().encode(content)
        return try await store.write { db in try Self.add(content, bytes, of: report, at: now, db) }
    }

    /// Keeps a snapshot in somebody's transaction.
    ///
    /// - Parameter bytes: The content, encoded.
    static func add(
        _ content: FrozenReport, _ bytes: Data, of report: String, at now: Timestamp, _ db: Database
    ) throws -> ReportSnapshot? {
        guard
            let number = try Int64.fetchOne(
                db.cachedStatement(
                    sql: "UPDATE saved_report SET snapshots = snapshots + 1 WHERE id = ? RETURNING snapshots"),
                arguments: [report])
        else { return nil }
        try db.cachedStatement(
            sql: "INSERT INTO report_snapshot (\(snapshotColumns), content) VALUES (?, ?, ?, ?, ?, ?, ?)"
        ).execute(arguments: [
            number, report, now.milliseconds, content.watermark.milliseconds, content.isExact, content.rowCount, bytes,
        ])
        try db.cachedStatement(sql: "DELETE FROM report_snapshot WHERE report = ? AND number <= ?")
            .execute(arguments: [report, number - Int64(ReportingFields.mostSnapshots)])
        return ReportSnapshot(
            number: number, report: report, takenAt: now, watermark: content.watermark, exact: content.isExact,
            rowCount: content.rowCount)
    }

    /// The snapshots of a report, the newest first.
    ///
    /// - Throws: `StoreError`.
    func snapshots(of report: String) async throws -> [ReportSnapshot] {
        try await store.read { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: "SELECT \(Self.snapshotColumns) FROM report_snapshot WHERE report = ? ORDER BY number DESC"),
                arguments: [report]
            ).map { row in
                ReportSnapshot(
                    number: row["number"], report: row["report"], takenAt: Timestamp(milliseconds: row["taken_at"]),
                    watermark: Timestamp(milliseconds: row["watermark"]), exact: row["exact"],
                    rowCount: row["row_count"])
            }
        }
    }

    /// What a snapshot holds; nil when there is none. On a thread of the pool, as its making.
    ///
    /// - Throws: `StoreError`; `DecodingError` when it was not written by a program of ours.
    @concurrent func content(ofSnapshot number: Int64, of report: String) async throws -> FrozenReport? {
        try await store.read { db in
            try Data.fetchOne(
                db.cachedStatement(sql: "SELECT content FROM report_snapshot WHERE report = ? AND number = ?"),
                arguments: [report, number])
        }.map { try JSONDecoder().decode(FrozenReport.self, from: $0) }
    }
}
