import GRDB
import MeshCore
import MeshStore
import ReportAnalysis
import ReportIntake

extension ReportStore {
    /// Begins a site's first generation, which takes what comes from now on; does nothing when it has one.
    ///
    /// - Throws: `StoreError`.
    func begin(_ site: KnownSite, terms: VisitTerms, under lease: Lease) async throws {
        try await store.write { [clock] db in
            try Leases.guardWrite(by: lease, db)
            try db.cachedStatement(
                sql: """
                    INSERT OR IGNORE INTO report_site (site, zone, domains, live_rules, readers)
                    VALUES (?, ?, '[]', ?, '[]')
                    """
            ).execute(arguments: [site.id, site.zone, site.liveRules])
            let live = try Row.fetchOne(db, sql: "SELECT live FROM report_site WHERE site = ?", arguments: [site.id])
            guard live?[0] as Int64? == nil else { return }
            let generation = try Self.insert(
                site.id, version: site.liveRules, terms: terms, state: .live, at: clock.now(), db)
            try db.execute(
                sql: "UPDATE report_site SET live = ? WHERE site = ?", arguments: [generation, site.id])
            try Self.bumpRevision(db)
        }
    }

    /// Begins a generation beside the one that is served, from the log's begin.
    ///
    /// - Returns: False when one is being made already.
    /// - Throws: `StoreError`.
    func beginRebuilding(_ site: String, version: Int64, terms: VisitTerms) async throws -> Bool {
        try await store.write { [clock] db in
            let building = try Int.fetchOne(
                db, sql: "SELECT count(*) FROM report_generation WHERE site = ? AND state = ?",
                arguments: [site, GenerationRecord.State.building.rawValue])
            guard building == 0 else { return false }
            let generation = try Self.insert(
                site, version: version, terms: terms, state: .building, at: clock.now(), db)
            try db.execute(
                sql: """
                    INSERT INTO report_reading (generation, partition, next_offset)
                    SELECT ?, partition, 0 FROM report_partition
                    """, arguments: [generation])
            try Self.bumpRevision(db)
            return true
        }
    }

    /// Serves a generation that has read all that there is, in the place of the one before.
    ///
    /// - Returns: Whether it could be done.
    /// - Throws: `StoreError`.
    func serve(_ generation: Int64, under lease: Lease) async throws -> Bool {
        try await store.write { [clock] db in
            try Leases.guardWrite(by: lease, db)
            let behind = try Int.fetchOne(
                db,
                sql: "SELECT count(*) FROM report_reading WHERE generation = ? AND next_offset IS NOT NULL",
                arguments: [generation])
            guard behind == 0, let record = try Self.find(generation, db), record.state == .building else {
                return false
            }
            try db.execute(
                sql: "UPDATE report_generation SET state = ?, retired_at = ? WHERE site = ? AND state = ?",
                arguments: [
                    GenerationRecord.State.retired.rawValue, clock.now().milliseconds, record.site,
                    GenerationRecord.State.live.rawValue,
                ])
            try db.execute(
                sql: """
                    UPDATE report_generation SET state = ?,
                        version = (SELECT live_rules FROM report_site WHERE site = report_generation.site)
                    WHERE generation = ?
                    """,
                arguments: [GenerationRecord.State.live.rawValue, generation])
            try db.execute(
                sql: "UPDATE report_site SET live = ? WHERE site = ?", arguments: [generation, record.site])
            try Self.bumpRevision(db)
            return true
        }
    }

    /// A generation that is being made and has read all that there is; nil when there is none.
    ///
    /// - Throws: `StoreError`.
    func finishedRebuilding() throws -> Int64? {
        try store.fastRead { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT generation FROM report_generation g WHERE state = ? AND NOT EXISTS (
                        SELECT 1 FROM report_reading r WHERE r.generation = g.generation AND r.next_offset IS NOT NULL)
                    """)
            return try Int64.fetchOne(statement, arguments: [GenerationRecord.State.building.rawValue])
        }
    }

    /// Whether a generation is being made.
    ///
    /// - Throws: `StoreError`.
    func isRebuilding() throws -> Bool {
        try store.fastRead { db in
            let statement = try db.cachedStatement(sql: "SELECT 1 FROM report_generation WHERE state = ? LIMIT 1")
            return try Int.fetchOne(statement, arguments: [GenerationRecord.State.building.rawValue]) != nil
        }
    }

    /// Forgets generations that were replaced before a moment.
    ///
    /// - Throws: `StoreError`.
    func forget(retiredBefore moment: Timestamp, under lease: Lease) async throws {
        let old = try await store.read { db in
            try Int64.fetchAll(
                db, sql: "SELECT generation FROM report_generation WHERE state = ? AND retired_at < ?",
                arguments: [GenerationRecord.State.retired.rawValue, moment.milliseconds])
        }
        for generation in old {
            try await store.writeAlone { db in
                try Leases.guardWrite(by: lease, db)
                try db.execute(sql: "DELETE FROM report_generation WHERE generation = ?", arguments: [generation])
            }
        }
    }

    /// The newest generation that replaced another or is to, with how much of the log it has read, and how much there is.
    ///
    /// - Throws: `StoreError`.
    func rebuilding(of site: String) async throws -> (generation: GenerationRecord, read: Int64, toRead: Int64)? {
        try await store.read { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT \(Self.generationColumns) FROM report_generation WHERE site = ?
                    ORDER BY generation DESC LIMIT 1
                    """)
            guard let row = try Row.fetchOne(statement, arguments: [site]) else { return nil }
            let generation = try Self.generation(row)
            let counts = try Row.fetchOne(
                db,
                sql: """
                    SELECT sum(coalesce(r.next_offset, p.next_offset)), sum(p.next_offset)
                    FROM report_partition p LEFT JOIN report_reading r
                        ON r.partition = p.partition AND r.generation = ?
                    """, arguments: [generation.id])
            return (generation, counts?[0] as Int64? ?? 0, counts?[1] as Int64? ?? 0)
        }
    }

    /// The generations that are served or made.
    ///
    /// - Throws: `StoreError`.
    func generations() async throws -> [GenerationRecord] {
        try await store.read { db in
            try Row.fetchAll(
                db,
                sql: "SELECT \(Self.generationColumns) FROM report_generation WHERE state <> ? ORDER BY generation",
                arguments: [GenerationRecord.State.retired.rawValue]
            ).map(Self.generation)
        }
    }

    private static func insert(
        _ site: String, version: Int64, terms: VisitTerms, state: GenerationRecord.State, at now: Timestamp,
        _ db: Database
    ) throws -> Int64 {
        try db.cachedStatement(
            sql: """
                INSERT INTO report_generation
                    (site, version, made_with, state, inactivity, campaign, midnight_zone, lateness, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            site, version, version, state.rawValue, terms.inactivity.wholeMilliseconds, terms.campaign.rawValue,
            terms.midnightZone, terms.lateness.wholeMilliseconds, now.milliseconds,
        ])
        return db.lastInsertedRowID
    }
}
