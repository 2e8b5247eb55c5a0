import EventCollection
import GRDB
import MeshCore

extension SiteStore {
    static func site(_ id: String, _ db: Database) throws -> Site? {
        try Row.fetchOne(
            db.cachedStatement(sql: "SELECT \(columns) FROM site WHERE id = ?"), arguments: [id]
        ).map(site)
    }

    static func site(_ row: Row) throws -> Site {
        let settings: SiteSettings
        do {
            settings = try SiteSettings(json: try JSONValue(parsing: row[1] as String))
        } catch {
            throw EventsError.damagedRow("site \(row[0] as String): \(error)")
        }
        return Site(
            settings: settings, liveRules: row[2], revision: row[3], createdAt: Timestamp(milliseconds: row[4]),
            updatedAt: Timestamp(milliseconds: row[5]))
    }

    /// Writes a site with the names by which trackers find it, which are no other site's.
    static func save(_ site: Site, _ db: Database) throws {
        let settings = site.settings
        try db.cachedStatement(
            sql: """
                INSERT INTO site (\(columns)) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET settings = excluded.settings, live_rules = excluded.live_rules,
                    revision = excluded.revision, updated_at = excluded.updated_at
                """
        ).execute(arguments: [
            settings.id, settings.json.description, site.liveRules, site.revision, site.createdAt.milliseconds,
            site.updatedAt.milliseconds,
        ])
        try db.cachedStatement(sql: "DELETE FROM site_name WHERE site = ?").execute(arguments: [settings.id])
        for key in Set([settings.id] + settings.keys) { try take(key, kind: "key", for: settings.id, db) }
        for domain in Set(settings.domains) { try take(domain, kind: "domain", for: settings.id, db) }
        try SnapshotRevision.advance(.sites, db)
    }

    private static func take(_ name: String, kind: String, for site: String, _ db: Database) throws {
        let owner = try String.fetchOne(
            db.cachedStatement(sql: "SELECT site FROM site_name WHERE kind = ? AND name = ?"), arguments: [kind, name])
        guard owner == nil else { throw EventsError.siteNameTaken(name) }
        try db.cachedStatement(sql: "INSERT INTO site_name (kind, name, site) VALUES (?, ?, ?)")
            .execute(arguments: [kind, name, site])
    }
}
