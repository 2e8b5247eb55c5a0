import GRDB
import MeshCore
import MeshStore

extension ReportStore {
    private static let siteColumns = "site, zone, domains, live_rules, readers, live"

    /// The site of an id, or of one of its hosts; nil when nothing is known of it.
    ///
    /// - Throws: `StoreError`.
    func site(named name: String) throws -> SiteRecord? {
        try store.fastRead { db in
            let byID = try db.cachedStatement(
                sql: "SELECT \(Self.siteColumns) FROM report_site WHERE site = ?")
            if let row = try Row.fetchOne(byID, arguments: [name]) { return try Self.site(row) }
            let byHost = try db.cachedStatement(
                sql: """
                    SELECT \(Self.siteColumns) FROM report_site
                    WHERE EXISTS (SELECT 1 FROM json_each(domains) WHERE value = ?) ORDER BY site LIMIT 1
                    """)
            return try Row.fetchOne(byHost, arguments: [name.lowercased()]).map(Self.site)
        }
    }

    /// A page of sites by their ids.
    ///
    /// - Parameters:
    ///   - reader: The account that may read them; nil for all sites.
    ///   - site: The last one of the page before.
    /// - Throws: `StoreError`.
    func sites(readableBy reader: String?, after site: String, limit: Int) async throws -> [SiteRecord] {
        try await store.read { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT \(Self.siteColumns) FROM report_site
                    WHERE site > ? AND (? IS NULL OR EXISTS (SELECT 1 FROM json_each(readers) WHERE value = ?))
                    ORDER BY site LIMIT ?
                    """)
            return try Row.fetchAll(statement, arguments: [site, reader, reader, limit]).map(Self.site)
        }
    }

    /// Says who may read a site's reports.
    ///
    /// - Returns: The site; nil when nothing is known of it.
    /// - Throws: `StoreError`.
    func setReaders(_ readers: [String], of site: String) async throws -> SiteRecord? {
        try await store.write { db in
            try db.cachedStatement(sql: "UPDATE report_site SET readers = ? WHERE site = ?")
                .execute(arguments: [Self.text(readers), site])
            return try Row.fetchOne(
                db, sql: "SELECT \(Self.siteColumns) FROM report_site WHERE site = ?", arguments: [site]
            )
            .map(Self.site)
        }
    }

    /// Takes over what events tells of sites. The sums of a site with another zone are added up anew; what comes in goes by
    /// the rules that are live.
    ///
    /// - Throws: `StoreError`.
    func take(_ sites: [KnownSite], under lease: Lease) async throws {
        let known = try await store.read { db in
            try Row.fetchAll(db, sql: "SELECT \(Self.siteColumns) FROM report_site").map(Self.site)
        }
        let before = Dictionary(uniqueKeysWithValues: known.map { ($0.site.id, $0) })
        let changed = sites.filter { before[$0.id]?.site != $0 }
        guard !changed.isEmpty else { return }
        try await store.write { db in
            try Leases.guardWrite(by: lease, db)
            for site in changed { try Self.save(site, db) }
            try Self.bumpRevision(db)
        }
    }

    private static func save(_ site: KnownSite, _ db: Database) throws {
        let zone = try String.fetchOne(
            db.cachedStatement(sql: "SELECT zone FROM report_site WHERE site = ?"), arguments: [site.id])
        try db.cachedStatement(
            sql: """
                INSERT INTO report_site (site, zone, domains, live_rules, readers) VALUES (?, ?, ?, ?, '[]')
                ON CONFLICT (site) DO UPDATE SET
                    zone = excluded.zone, domains = excluded.domains, live_rules = excluded.live_rules
                """
        ).execute(arguments: [site.id, site.zone, text(site.domains), site.liveRules])
        try db.cachedStatement(
            sql: "UPDATE report_generation SET version = ? WHERE site = ? AND state = ?"
        ).execute(arguments: [site.liveRules, site.id, GenerationRecord.State.live.rawValue])
        guard let zone, zone != site.zone else { return }
        try db.cachedStatement(
            sql: """
                DELETE FROM report_rollup WHERE generation IN (SELECT generation FROM report_generation WHERE site = ?)
                """
        ).execute(arguments: [site.id])
        try db.cachedStatement(
            sql: "UPDATE report_generation SET rolled_through = NULL, gathered_to = NULL WHERE site = ?"
        ).execute(arguments: [site.id])
    }

    static func site(_ row: Row) throws -> SiteRecord {
        SiteRecord(
            site: KnownSite(
                id: row["site"], zone: row["zone"], domains: try texts(row["domains"]), liveRules: row["live_rules"]),
            readers: try texts(row["readers"]), live: row["live"])
    }

    private static func text(_ texts: [String]) -> String {
        JSONValue.array(texts.map { .string($0) }).description
    }

    private static func texts(_ text: String) throws -> [String] {
        (try JSONValue(parsing: text).arrayValue ?? []).compactMap(\.stringValue)
    }
}
