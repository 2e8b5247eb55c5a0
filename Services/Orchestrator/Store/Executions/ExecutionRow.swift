import GRDB
import MeshCore

/// A row of `execution`.
enum ExecutionRow {
    static let columns = """
        number, shard, machine, machine_name, label, name, revision, version, alias, kind, status, map_run, item,
        item_count, parent, parent_task, started_at, stopped_at, input, output, error, cause, trace_header,
        redrive_count, redriven_at
        """

    /// Reads a row with its texts.
    ///
    /// - Throws: ``OrchestratorError/damagedRow(_:)``; `DatabaseError`.
    static func record(_ row: Row, _ db: Database) throws -> ExecutionRecord {
        var record = try summary(row)
        record.input = try StoredText.text(row["input"], of: record.number, db) ?? "{}"
        record.output = try StoredText.text(row["output"], of: record.number, db)
        return record
    }

    /// Reads a row without its texts, as lists show it.
    static func summary(_ row: Row) throws -> ExecutionRecord {
        guard let kind = ExecutionKind(rawValue: row["kind"]), let status = ExecutionStatus(rawValue: row["status"])
        else { throw OrchestratorError.damagedRow("kind or status of an execution") }
        let label: String = row["label"]
        var record = ExecutionRecord(
            number: row["number"], shard: row["shard"], machine: row["machine"], machineName: row["machine_name"],
            label: label.isEmpty || !kind.isDurable ? nil : label, name: row["name"], revision: row["revision"],
            version: row["version"],
            alias: row["alias"], kind: kind, startedAt: row.moment("started_at"), input: "",
            traceHeader: row["trace_header"], status: status, stoppedAt: row.timestamp("stopped_at"),
            error: row["error"],
            cause: row["cause"], redriveCount: row["redrive_count"], redrivenAt: row.timestamp("redriven_at"))
        if let mapRun = row["map_run"] as Int64? {
            record.item = ExecutionRecord.Item(mapRun: mapRun, index: row["item"] ?? 0, count: row["item_count"] ?? 1)
        }
        if let parent = row["parent"] as Int64? {
            let task: Int64 = row["parent_task"] ?? 0
            record.parent = ExecutionRecord.Parent(
                execution: parent, task: task >> 2, interest: ParentInterest(rawValue: task & 3) ?? .none)
        }
        return record
    }
}
