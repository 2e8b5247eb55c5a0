import EventCollection
import GRDB
import MeshCore
import MeshStore

/// What is measured: the sites, and the versions of their processing rules.
struct SiteStore: Sendable {
    let store: Store

    static let columns = "id, settings, live_rules, revision, created_at, updated_at"

    // Rules have no reference to their site: they outlive it, because its events do, and a site that is made again goes on
    // counting.
    static let migration = Migration(
        "events-0003-sites",
        sql: """
            CREATE TABLE site (
                id TEXT PRIMARY KEY,
                settings TEXT NOT NULL,
                live_rules INTEGER NOT NULL,
                revision INTEGER NOT NULL,
                created_at INTEGER NOT NULL,
                updated_at INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE site_name (
                kind TEXT NOT NULL,
                name TEXT NOT NULL,
                site TEXT NOT NULL REFERENCES site (id) ON DELETE CASCADE,
                PRIMARY KEY (kind, name)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX site_name_site ON site_name (site);
            CREATE TABLE site_rules (
                site TEXT NOT NULL,
                version INTEGER NOT NULL,
                document TEXT NOT NULL,
                created_at INTEGER NOT NULL,
                PRIMARY KEY (site, version)
            ) STRICT, WITHOUT ROWID;
            """)

    /// A site; nil when there is none of this id.
    func site(_ id: String) throws -> Site? {
        try store.fastRead { db in try Self.site(id, db) }
    }

    /// Sites in the order of their ids.
    ///
    /// - Parameter id: The last one before; empty to begin.
    func page(after id: String, limit: Int) async throws -> [Site] {
        try await store.read { db in
            try Row.fetchAll(
                db.cachedStatement(sql: "SELECT \(Self.columns) FROM site WHERE id > ? ORDER BY id LIMIT ?"),
                arguments: [id, limit]
            ).map(Self.site)
        }
    }

    /// All sites as the collector finds them.
    static func directory(_ db: Database) throws -> SiteDirectory {
        let rows = try Row.fetchAll(db.cachedStatement(sql: "SELECT \(columns) FROM site ORDER BY created_at, id"))
        return SiteDirectory(try rows.map { try site($0).settings })
    }

    /// Adds a site, with the standard rules live.
    ///
    /// - Parameter limit: How many there may be.
    /// - Throws: ``EventsError/siteExists(_:)``, ``EventsError/siteNameTaken(_:)``, ``EventsError/tooManySites(limit:)``.
    func create(_ settings: SiteSettings, limit: Int, at moment: Timestamp) async throws -> Site {
        try await store.write { db in
            guard try Self.site(settings.id, db) == nil else { throw EventsError.siteExists(settings.id) }
            guard try Int.fetchOne(db, sql: "SELECT count(*) FROM site") ?? 0 < limit else {
                throw EventsError.tooManySites(limit: limit)
            }
            let version = try Self.addRules(ProcessingRules.standard.json, of: settings.id, at: moment, db)
            let site = Site(
                settings: settings, liveRules: version, revision: 1, createdAt: moment, updatedAt: moment)
            try Self.save(site, db)
            return site
        }
    }

    /// Changes a site in one transaction.
    ///
    /// - Parameter body: Gives the settings after the change. It is run again when the store says so, so it does nothing else.
    /// - Returns: The site after it; its revision has grown when anything has changed.
    /// - Throws: ``EventsError/siteNotFound(_:)``, ``EventsError/siteNameTaken(_:)``, what the body throws.
    func change(
        _ id: String, at moment: Timestamp, _ body: @escaping @Sendable (Site) throws -> SiteSettings
    ) async throws -> Site {
        try await store.write { db in
            guard var site = try Self.site(id, db) else { throw EventsError.siteNotFound(id) }
            let settings = try body(site)
            guard settings != site.settings else { return site }
            site.settings = settings
            site.revision += 1
            site.updatedAt = moment
            try Self.save(site, db)
            return site
        }
    }

    /// Removes a site. Its events and the versions of its rules stay.
    ///
    /// - Parameter check: Refuses to remove the site as it is.
    /// - Throws: ``EventsError/siteNotFound(_:)``, what the check throws.
    func delete(_ id: String, _ check: @escaping @Sendable (Site) throws -> Void) async throws {
        try await store.write { db in
            guard let site = try Self.site(id, db) else { throw EventsError.siteNotFound(id) }
            try check(site)
            try db.cachedStatement(sql: "DELETE FROM site WHERE id = ?").execute(arguments: [id])
            try SnapshotRevision.advance(.sites, db)
        }
    }
}
