import EventCollection
import GRDB
import MeshCore
import MeshStore

extension SiteStore {
    private static let rulesSelection = """
        SELECT r.site, r.version, r.version = s.live_rules, r.created_at, r.document
        FROM site_rules r JOIN site s ON s.id = r.site
        """

    /// A version of a site's rules; nil when there is no such version or no such site.
    func rules(of site: String, version: Int64) throws -> RulesVersion? {
        try store.fastRead { db in
            try Row.fetchOne(
                db.cachedStatement(sql: "\(Self.rulesSelection) WHERE r.site = ? AND r.version = ?"),
                arguments: [site, version]
            ).map(Self.rules)
        }
    }

    /// Versions of a site's rules, the newest first.
    ///
    /// - Parameter version: The last one before; nil to begin.
    func rulesPage(of site: String, before version: Int64?, limit: Int) async throws -> [RulesVersion] {
        try await store.read { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: "\(Self.rulesSelection) WHERE r.site = ? AND r.version < ? ORDER BY r.version DESC LIMIT ?"),
                arguments: [site, version ?? .max, limit]
            ).map(Self.rules)
        }
    }

    /// Adds a version, which is not live.
    ///
    /// - Parameter draft: A document that is valid whatever its version.
    /// - Throws: ``EventsError/siteNotFound(_:)``.
    func addRules(_ draft: JSONValue, to id: String, at moment: Timestamp) async throws -> RulesVersion {
        try await store.write { db in
            guard try Self.site(id, db) != nil else { throw EventsError.siteNotFound(id) }
            let version = try Self.addRules(draft, of: id, at: moment, db)
            return RulesVersion(
                site: id, version: version, isLive: false, createdAt: moment,
                document: RulesVersion.document(of: draft, version: version))
        }
    }

    /// Makes a version live.
    ///
    /// - Parameter check: Refuses to change the site as it is.
    /// - Returns: The site after it.
    /// - Throws: ``EventsError/siteNotFound(_:)``, ``EventsError/rulesNotFound(_:)``, what the check throws.
    func activate(
        _ version: Int64, of id: String, at moment: Timestamp, _ check: @escaping @Sendable (Site) throws -> Void
    ) async throws -> Site {
        try await store.write { db in
            guard var site = try Self.site(id, db) else { throw EventsError.siteNotFound(id) }
            try check(site)
            let found = try Int64.fetchOne(
                db.cachedStatement(sql: "SELECT version FROM site_rules WHERE site = ? AND version = ?"),
                arguments: [id, version])
            guard found != nil else { throw EventsError.rulesNotFound(version) }
            guard site.liveRules != version else { return site }
            site.liveRules = version
            site.revision += 1
            site.updatedAt = moment
            try Self.save(site, db)
            return site
        }
    }

    /// Adds the next version of a site's rules.
    ///
    /// - Returns: Its number.
    static func addRules(_ draft: JSONValue, of site: String, at moment: Timestamp, _ db: Database) throws -> Int64 {
        let last = try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT max(version) FROM site_rules WHERE site = ?"), arguments: [site])
        let version = (last ?? 0) + 1
        try db.cachedStatement(
            sql: "INSERT INTO site_rules (site, version, document, created_at) VALUES (?, ?, ?, ?)"
        ).execute(arguments: [
            site, version, RulesVersion.document(of: draft, version: version).description, moment.milliseconds,
        ])
        return version
    }

    private static func rules(_ row: Row) throws -> RulesVersion {
        let document: JSONValue
        do {
            document = try JSONValue(parsing: row[4] as String)
        } catch {
            throw EventsError.damagedRow("site_rules \(row[0] as String) \(row[1] as Int64): \(error)")
        }
        return RulesVersion(
            site: row[0], version: row[1], isLive: row[2], createdAt: Timestamp(milliseconds: row[3]),
            document: document)
    }
}
