import GRDB
import MeshCore
import MeshStore
import NotifierAPI

extension NotifierStore {
    /// Keeps another version of a template in a language.
    ///
    /// - Returns: It, with its number.
    /// - Throws: `StoreError`.
    func addTemplate(
        _ name: String, locale: String, _ content: NotificationContent
    ) async throws -> TemplateVersion {
        try await store.write { [clock] db in
            let now = clock.now()
            let last = try Int.fetchOne(
                db, sql: "SELECT max(version) FROM notifier_template WHERE name = ? AND locale = ?",
                arguments: [name, locale])
            let version = (last ?? 0) + 1
            try db.execute(
                sql: """
                    INSERT INTO notifier_template (name, locale, version, subject, text, html, created_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    name, locale, version, content.subject, content.text, content.html, now.milliseconds,
                ])
            return TemplateVersion(name: name, locale: locale, version: version, content: content, createdAt: now)
        }
    }

    /// The newest version of a template in each of its languages.
    ///
    /// - Throws: `StoreError`.
    func templates(_ name: String) async throws -> [TemplateVersion] {
        try await store.read { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT t.* FROM notifier_template t WHERE t.name = ? AND t.version = (
                            SELECT max(version) FROM notifier_template WHERE name = t.name AND locale = t.locale)
                        ORDER BY t.locale
                        """), arguments: [name]
            ).map { row in
                TemplateVersion(
                    name: row["name"], locale: row["locale"], version: row["version"],
                    content: NotificationContent(subject: row["subject"], text: row["text"], html: row["html"]),
                    createdAt: Timestamp(milliseconds: row["created_at"]))
            }
        }
    }
}
