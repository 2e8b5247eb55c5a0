import GRDB
import MeshCore
import MeshStore

/// A row of `map_run`.
enum MapRunRow {
    static let columns = """
        number, id, execution, run, machine_name, label, state_name, status, started_at, stopped_at, redriven_at, progress
        """

    /// - Throws: ``OrchestratorError/damagedRow(_:)``.
    static func record(_ row: Row) throws -> MapRunRecord {
        guard let status = MapRunStatus(rawValue: row["status"]) else {
            throw OrchestratorError.damagedRow("status of a map run")
        }
        return MapRunRecord(
            number: row["number"], id: row["id"], execution: row["execution"], run: row["run"],
            machineName: row["machine_name"], label: row["label"], stateName: row["state_name"], status: status,
            startedAt: row.moment("started_at"), stoppedAt: row.timestamp("stopped_at"),
            redrivenAt: row.timestamp("redriven_at"),
            progress: try MapRunProgress(json: try JSONValue(parsing: row["progress"] as String)))
    }

    /// Writes a change within a step's transaction.
    static func write(_ change: MapRunWrite, _ db: Database) throws {
        switch change {
        case .begin(let record): try insert(record, db)
        case .change(let record): try update(record, db)
        case .startItem(let mapRun, let index):
            try db.cachedStatement(sql: "UPDATE map_item SET status = 1 WHERE map_run = ? AND item = ?")
                .execute(arguments: [mapRun, index])
        case .endItem(let mapRun, let index, let ending):
            try db.cachedStatement(
                sql: "UPDATE map_item SET status = ?, output = ?, error = ?, cause = ? WHERE map_run = ? AND item = ?"
            ).execute(arguments: [
                MapItemStatus(ending.status).rawValue, ending.output, ending.error, ending.cause, mapRun, index,
            ])
        case .redriveItems(let mapRun):
            try db.cachedStatement(
                sql: "UPDATE map_item SET status = 0, error = NULL, cause = NULL WHERE map_run = ? AND status > 2"
            ).execute(arguments: [mapRun])
        }
    }

    private static func insert(_ record: MapRunRecord, _ db: Database) throws {
        try db.cachedStatement(
            sql: "INSERT INTO map_run (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        ).execute(arguments: [
            record.number, record.id, record.execution, record.run, record.machineName, record.label,
            record.stateName, record.status.rawValue, record.startedAt.milliseconds,
            record.stoppedAt?.milliseconds, record.redrivenAt?.milliseconds, record.progress.json.description,
        ])
    }

    private static func update(_ record: MapRunRecord, _ db: Database) throws {
        try db.cachedStatement(
            sql: "UPDATE map_run SET status = ?, stopped_at = ?, redriven_at = ?, progress = ? WHERE number = ?"
        ).execute(arguments: [
            record.status.rawValue, record.stoppedAt?.milliseconds, record.redrivenAt?.milliseconds,
            record.progress.json.description, record.number,
        ])
    }
}
