import GRDB
import MeshCore

extension AuditEntry {
    /// Adds the line to the trail, within the transaction of what it tells.
    func insert(_ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: "INSERT INTO audit_entry (at, event, account_id, source, user_agent, detail) VALUES (?, ?, ?, ?, ?, ?)"
        )
        try statement.execute(
            arguments: [
                at.milliseconds, event.rawValue, account?.description, source.address, source.userAgent, detail,
            ])
    }
}
