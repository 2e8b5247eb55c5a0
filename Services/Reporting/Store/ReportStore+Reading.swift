import FoundationEssentials
import GRDB
import MeshCore
import MeshStore

extension ReportStore {
    /// Makes the places of partitions that were not read before.
    ///
    /// - Throws: `StoreError`.
    func begin(partitions count: Int, under lease: Lease) async throws {
        try await store.write { db in
            try Leases.guardWrite(by: lease, db)
            for partition in 0..<count {
                try db.cachedStatement(
                    sql: "INSERT OR IGNORE INTO report_partition (partition, next_offset) VALUES (?, 0)"
                ).execute(arguments: [partition])
            }
        }
    }

    /// What the reader of a partition has to do next.
    ///
    /// - Throws: `StoreError`.
    func plan(of partition: Int) async throws -> ReadingPlan {
        try await store.read { db in
            let revision = try Self.revision(db)
            let offset = try Int64.fetchOne(
                db.cachedStatement(sql: "SELECT next_offset FROM report_partition WHERE partition = ?"),
                arguments: [partition])
            let statement = try db.cachedStatement(
                sql: """
                    SELECT \(Self.generationColumns.split(separator: ", ").map { "g.\($0)" }.joined(separator: ", ")),
                        r.next_offset AS reading_offset, r.newest AS reading_newest, r.passed AS reading_passed
                    FROM report_generation g
                    LEFT JOIN report_reading r ON r.generation = g.generation AND r.partition = ?
                    WHERE g.state <> ? ORDER BY g.generation
                    """)
            let rows = try Row.fetchAll(
                statement, arguments: [partition, GenerationRecord.State.retired.rawValue])
            let sites = try String.fetchSet(db, sql: "SELECT site FROM report_site")
            return ReadingPlan(
                revision: revision, offset: offset ?? 0,
                entries: try rows.map { row in
                    ReadingPlan.Entry(
                        generation: try Self.generation(row),
                        reading: Self.reading(row["reading_offset"], row["reading_newest"], row["reading_passed"]))
                }, sites: sites)
        }
    }

    /// Writes what a page has brought: the events and the offset together, so that each record counts once.
    ///
    /// - Throws: ``Conflict`` when the plan is old; `StoreError`, `leaseLost` when another instance reads by now.
    func commit(_ step: ReadingStep, under lease: Lease) async throws {
        try await store.writeAlone { db in
            try Leases.guardWrite(by: lease, db)
            guard try Self.revision(db) == step.revision else { throw Conflict.planChanged }
            let offset = try Int64.fetchOne(
                db.cachedStatement(sql: "SELECT next_offset FROM report_partition WHERE partition = ?"),
                arguments: [step.partition])
            switch step.reader {
            case .partition:
                guard offset == step.offset else { throw Conflict.planChanged }
                try db.cachedStatement(
                    sql: """
                        UPDATE report_partition SET next_offset = ?, fresh_at = coalesce(?, fresh_at) WHERE partition = ?
                        """
                ).execute(arguments: [step.nextOffset, step.passed?.milliseconds, step.partition])
            case .generation(let generation):
                let isThere = step.nextOffset >= offset ?? 0
                try db.cachedStatement(
                    sql: """
                        UPDATE report_reading SET next_offset = ?, passed = max(coalesce(?, passed), coalesce(passed, ?))
                        WHERE generation = ? AND partition = ? AND next_offset = ?
                        """
                ).execute(arguments: [
                    isThere ? nil : step.nextOffset, step.passed?.milliseconds, step.passed?.milliseconds, generation,
                    step.partition, step.offset,
                ])
                guard db.changesCount == 1 else { throw Conflict.planChanged }
                if isThere { try Self.bumpRevision(db) }
            }
            for share in step.shares { try Self.add(share, of: step, db) }
        }
    }

    private static func add(_ share: ReadingStep.Share, of step: ReadingStep, _ db: Database) throws {
        if let newest = share.newest {
            try db.cachedStatement(
                sql: """
                    INSERT INTO report_reading (generation, partition, newest) VALUES (?, ?, ?)
                    ON CONFLICT (generation, partition) DO UPDATE SET newest = excluded.newest
                    """
            ).execute(arguments: [share.generation, step.partition, newest.milliseconds])
        }
        for (day, events) in share.days.sorted(by: { $0.key < $1.key }) {
            try db.cachedStatement(
                sql: """
                    INSERT INTO report_young (generation, partition, next_offset, day, events) VALUES (?, ?, ?, ?, ?)
                    """
            ).execute(arguments: [share.generation, step.partition, step.nextOffset, day, Data(events)])
        }
        // Pages are not read anew because a day was laid out meanwhile, of which nothing comes any more: what refused the day's
        // events as too late would have refused them as those of a day that is laid out, too.
        let firstDay = share.days.keys.min()
        try db.cachedStatement(
            sql: """
                UPDATE report_generation SET events = events + ?, late = late + ?,
                    first_day = CASE WHEN first_day IS NULL OR first_day > ? THEN ? ELSE first_day END
                WHERE generation = ? AND NOT coalesce(sealed_through >= ?, FALSE)
                """
        ).execute(arguments: [share.count, share.lateCount, firstDay, firstDay, share.generation, firstDay])
        guard db.changesCount == 1 else { throw Conflict.planChanged }
    }

    /// Whether a partition was not read to its end since a moment.
    ///
    /// - Throws: `StoreError`.
    func isBehind(_ moment: Timestamp) async throws -> Bool {
        try await store.read { db in
            let statement = try db.cachedStatement(
                sql: "SELECT 1 FROM report_partition WHERE coalesce(fresh_at, 0) < ? LIMIT 1")
            return try Int.fetchOne(statement, arguments: [moment.milliseconds]) != nil
        }
    }

    /// The number of plans so far: another one says that a plan holds no more.
    ///
    /// - Throws: `StoreError`.
    func revision() throws -> Int64 {
        try store.fastRead { db in try Self.revision(db) }
    }

    static func revision(_ db: Database) throws -> Int64 {
        try Int64.fetchOne(db.cachedStatement(sql: "SELECT revision FROM report_revision")) ?? 0
    }
}
