import CatalogAPI
import GRDB
import MeshCore

/// An import as a row, and its rows that failed.
enum ImportRow {
    /// Imports that are remembered; beyond it the oldest go.
    static let limit = 200
    /// Failed rows that are kept of one import; the count goes on.
    static let failureLimit: Int64 = 1000

    static func find(_ id: String, _ db: Database) throws -> ImportJob? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT number, id, format, mode, state, header, bytes, lines, fingerprint, created, updated, unchanged,
                failed, started_at, updated_at FROM import_job WHERE id = ?
                """)
        return try Row.fetchOne(statement, arguments: [id]).map(job)
    }

    private static func job(_ row: Row) throws -> ImportJob {
        let header: String? = row[5]
        guard let format = RecordFormat(rawValue: row[2]), let mode = ImportReport.Mode(rawValue: row[3]),
            let state = ImportReport.State(rawValue: row[4])
        else { throw CatalogError.damagedRow("import \(row[1] as String)") }
        return ImportJob(
            number: row[0], id: row[1], format: format, mode: mode, state: state,
            columns: try header.map { try CSVColumns(header: $0.split(separator: "\n").map(String.init)) },
            position: FilePosition(bytes: row[6], lines: row[7], fingerprint: UInt64(bitPattern: row[8])),
            tally: ImportTally(created: row[9], updated: row[10], unchanged: row[11], failed: row[12]),
            startedAt: Timestamp(milliseconds: row[13]), updatedAt: Timestamp(milliseconds: row[14]))
    }

    static func insert(
        _ id: String, _ format: RecordFormat, _ mode: ImportReport.Mode, at now: Timestamp, _ db: Database
    ) throws {
        let start = FilePosition()
        try db.execute(
            sql: """
                INSERT INTO import_job (id, format, mode, state, bytes, lines, fingerprint, rows, created, updated, unchanged,
                failed, started_at, updated_at) VALUES (?, ?, ?, 'running', 0, 0, ?, 0, 0, 0, 0, 0, ?, ?)
                """,
            arguments: [
                id, format.rawValue, mode.rawValue, Int64(bitPattern: start.fingerprint), now.milliseconds,
                now.milliseconds,
            ])
        let oldest = db.lastInsertedRowID - Int64(limit)
        try db.execute(sql: "DELETE FROM import_failure WHERE job <= ?", arguments: [oldest])
        try db.execute(sql: "DELETE FROM import_job WHERE number <= ?", arguments: [oldest])
    }

    static func set(_ state: ImportReport.State, of job: ImportJob, at now: Timestamp, _ db: Database) throws {
        try db.execute(
            sql: "UPDATE import_job SET state = ?, updated_at = ? WHERE number = ? AND state <> 'completed'",
            arguments: [state.rawValue, now.milliseconds, job.number])
    }

    /// Writes how far an import has come.
    ///
    /// - Throws: ``CatalogError/importOvertaken`` when another upload has brought it further meanwhile.
    static func advance(
        _ job: ImportJob, over input: ImportBatchInput, _ tally: ImportTally, at now: Timestamp, _ db: Database
    ) throws {
        try db.execute(
            sql: """
                UPDATE import_job SET header = ?, bytes = ?, lines = ?, fingerprint = ?, rows = rows + ?,
                created = created + ?, updated = updated + ?, unchanged = unchanged + ?, failed = failed + ?,
                updated_at = ?, state = 'running' WHERE number = ? AND bytes = ? AND state <> 'completed'
                """,
            arguments: [
                input.columns?.names.joined(separator: "\n"), input.end.bytes, input.end.lines,
                Int64(bitPattern: input.end.fingerprint), tally.rows, tally.created, tally.updated, tally.unchanged,
                tally.failed, now.milliseconds, job.number, input.start.bytes,
            ])
        guard db.changesCount == 1 else { throw CatalogError.importOvertaken }
    }

    static func keep(_ failures: [FailedRow], of job: ImportJob, _ db: Database) throws {
        guard !failures.isEmpty else { return }
        let failed = try Int64.fetchOne(
            db, sql: "SELECT failed FROM import_job WHERE number = ?", arguments: [job.number])
        let statement = try db.cachedStatement(sql: "INSERT OR IGNORE INTO import_failure VALUES (?, ?, ?, ?)")
        for failure in failures.prefix(Int(max(0, failureLimit - (failed ?? 0)))) {
            try statement.execute(arguments: [
                job.number, failure.line, failure.sku, JSONValue.array(failure.errors.map(\.json)).description,
            ])
        }
    }

    static func failures(of job: ImportJob, after line: Int64, limit: Int, _ db: Database) throws -> [FailedRow] {
        let statement = try db.cachedStatement(
            sql: "SELECT line, sku, errors FROM import_failure WHERE job = ? AND line > ? ORDER BY line LIMIT ?")
        return try Row.fetchAll(statement, arguments: [job.number, line, limit]).map { row in
            let errors = ProductRow.list(row[2]) { FieldError(json: $0) }
            return FailedRow(line: row[0], sku: row[1], errors: errors ?? [])
        }
    }
}

extension FieldError {
    fileprivate init?(json: JSONValue) {
        guard let field = json["field"]?.stringValue, let code = json["code"]?.stringValue,
            let message = json["message"]?.stringValue
        else { return nil }
        self.init(field: field, code: code, message: message)
    }
}
