import GRDB
import MeshCore
import MeshStore
import NotifierAPI

/// An alert as a row.
enum AlertRow {
    static let columns = """
        id, source, key, group_name, severity, title, detail, state, count, escalation, opened_at, last_at, told_at,
        acknowledged_at, acknowledged_by, resolved_at, wording_values
        """

    /// - Throws: `StoreError` when the row holds what no program of ours wrote.
    static func alert(_ row: Row) throws -> Alert {
        guard let id = Alert.ID(row["id"] as String), let state = Alert.State(rawValue: row["state"]),
            let severity = Alert.Severity(rawValue: row["severity"])
        else { throw StoreError.corrupt(path: NotifierSchema.fileName, detail: "an alert's row") }
        return Alert(
            id: id, source: row["source"], key: row["key"], group: row["group_name"], severity: severity,
            title: row["title"], detail: row["detail"],
            values: try (row["wording_values"] as String?).map { try JSONValue(parsing: Array($0.utf8)) },
            state: state, count: row["count"],
            escalation: row["escalation"], openedAt: Timestamp(milliseconds: row["opened_at"]),
            lastAt: Timestamp(milliseconds: row["last_at"]), toldAt: Timestamp(milliseconds: row["told_at"]),
            acknowledgedAt: (row["acknowledged_at"] as Int64?).map { Timestamp(milliseconds: $0) },
            acknowledgedBy: row["acknowledged_by"],
            resolvedAt: (row["resolved_at"] as Int64?).map { Timestamp(milliseconds: $0) })
    }

    /// Writes an alert in the place of what there is of it.
    static func write(_ alert: Alert, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO notifier_alert (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            alert.id.description, alert.source, alert.key, alert.group, alert.severity.rawValue, alert.title,
            alert.detail, alert.state.rawValue, alert.count, alert.escalation, alert.openedAt.milliseconds,
            alert.lastAt.milliseconds, alert.toldAt.milliseconds, alert.acknowledgedAt?.milliseconds,
            alert.acknowledgedBy,
            alert.resolvedAt?.milliseconds, alert.values.map { String(decoding: $0.utf8, as: UTF8.self) },
        ])
    }
}
