import GRDB
import MeshCore
import MeshStore
import RecommenderModels
import ShopInsights

extension RecommenderStore {
    /// What is known of a segment.
    struct AudienceCounts: Sendable {
        let total: ItemCount
        var items: [UInt32: ItemCount] = [:]
    }

    /// How much each segment deals with each item.
    ///
    /// - Throws: `StoreError`.
    func audienceCounts() async throws -> [Audience: AudienceCounts] {
        try await store.read { db in
            var names: [Int64: Audience] = [:]
            var counts: [Audience: AudienceCounts] = [:]
            for row in try Row.fetchAll(db, sql: "SELECT number, name, recent, past, at FROM recommender_audience") {
                guard let audience = Audience(text: row[1]) else { continue }
                names[row[0]] = audience
                counts[audience] = AudienceCounts(total: Self.count(row, from: 2))
            }
            let rows = try Row.fetchCursor(
                db, sql: "SELECT audience, item, recent, past, at FROM recommender_audience_count")
            while let row = try rows.next() {
                if let audience = names[row[0]] { counts[audience]?.items[row[1]] = Self.count(row, from: 2) }
            }
            return counts
        }
    }

    /// The segment that `shop-science` has found an account in; nil where it knows of none.
    ///
    /// - Throws: `StoreError`.
    func segment(of account: String) throws -> String? {
        try store.fastRead { db in try Self.segment(of: account, db) }
    }

    /// Takes signals into what is known of the segments of those who gave them.
    static func keepAudiences(
        _ signals: [NamedSignal], _ numbers: [String: UInt32], _ rules: SignalRules, _ settings: CountingSettings,
        _ db: Database
    ) throws {
        guard settings.audiences.limit > 0 else { return }
        var told: [Audience: [(item: UInt32, weight: Double, time: Timestamp)]] = [:]
        var groups: [Person: Audience?] = [:]
        for signal in signals {
            guard let item = numbers[signal.item], let weight = rules.weights[signal.kind], weight * signal.strength > 0
            else { continue }
            var audiences = signal.audiences
            if case .account(let account)? = signal.person {
                let group = try groups[.account(account)] ?? customers(like: account, settings.audiences, db)
                groups[.account(account)] = .some(group)
                if let group { audiences.append(group) }
            }
            for audience in audiences {
                told[audience, default: []].append((item, weight * signal.strength, signal.time))
            }
        }
        // In a fixed order, so that the same page always writes the same.
        for (audience, counted) in told.sorted(by: { $0.key.text < $1.key.text }) {
            try keep(counted, of: audience, settings, db)
        }
    }

    private static func keep(
        _ counted: [(item: UInt32, weight: Double, time: Timestamp)], of audience: Audience,
        _ settings: CountingSettings, _ db: Database
    ) throws {
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: "SELECT recent, past, at, number, items FROM recommender_audience WHERE name = ?"),
            arguments: [audience.text])
        var total = row.map { count($0, from: 0) } ?? ItemCount(at: counted[0].time)
        var itemCount: Int = row?[4] ?? 0
        let number = try row?[3] as Int64? ?? add(audience, at: counted[0].time, settings, db)
        let reading = try db.cachedStatement(
            sql: "SELECT recent, past, at FROM recommender_audience_count WHERE audience = ? AND item = ?")
        let saving = try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO recommender_audience_count (audience, item, recent, past, at)
                VALUES (?, ?, ?, ?, ?)
                """)
        for one in counted {
            total = total.adding(one.weight, at: one.time, settings)
            let known = try Row.fetchOne(reading, arguments: [number, Int64(one.item)]).map { count($0, from: 0) }
            if known == nil { itemCount += 1 }
            let now = (known ?? ItemCount(at: one.time)).adding(one.weight, at: one.time, settings)
            try saving.execute(arguments: [number, Int64(one.item), now.recent, now.past, now.at.milliseconds])
        }
        if itemCount > 2 * settings.audiences.itemLimit {
            itemCount = try keepFirst(settings.audiences.itemLimit, of: number, at: total.at, settings, db)
        }
        try db.cachedStatement(
            sql: "UPDATE recommender_audience SET items = ?, recent = ?, past = ?, at = ? WHERE number = ?"
        ).execute(arguments: [itemCount, total.recent, total.past, total.at.milliseconds, number])
    }

    /// Begins to count a segment; where there are as many as may be, the one of which least is known gives way.
    private static func add(
        _ audience: Audience, at time: Timestamp, _ settings: CountingSettings, _ db: Database
    ) throws -> Int64 {
        let known = try Row.fetchAll(db, sql: "SELECT recent, past, at, number FROM recommender_audience")
        if known.count >= settings.audiences.limit {
            let least = known.min { weight($0, at: time, settings) < weight($1, at: time, settings) }
            try db.execute(
                sql: "DELETE FROM recommender_audience WHERE number = ?", arguments: [least?[3] as Int64?])
        }
        try db.execute(
            sql: "INSERT INTO recommender_audience (name, items, recent, past, at) VALUES (?, 0, 0, 0, ?)",
            arguments: [audience.text, time.milliseconds])
        return db.lastInsertedRowID
    }

    /// Forgets the items of a segment that it deals with least.
    ///
    /// - Returns: How many are left.
    private static func keepFirst(
        _ limit: Int, of number: Int64, at time: Timestamp, _ settings: CountingSettings, _ db: Database
    ) throws -> Int {
        let rows = try Row.fetchAll(
            db, sql: "SELECT recent, past, at, item FROM recommender_audience_count WHERE audience = ?",
            arguments: [number])
        let least = rows.map { (item: $0[3] as Int64, weight: weight($0, at: time, settings)) }
            .sorted { ($1.weight, $0.item) < ($0.weight, $1.item) }.dropFirst(limit)
        let removing = try db.cachedStatement(
            sql: "DELETE FROM recommender_audience_count WHERE audience = ? AND item = ?")
        for one in least { try removing.execute(arguments: [number, one.item]) }
        return rows.count - least.count
    }

    private static func weight(_ row: Row, at time: Timestamp, _ settings: CountingSettings) -> Double {
        let known = count(row, from: 0)
        return known.seen(at: max(time, known.at), settings).past
    }

    private static func count(_ row: Row, from column: Int) -> ItemCount {
        ItemCount(recent: row[column], past: row[column + 1], at: Timestamp(milliseconds: row[column + 2]))
    }

    /// Customers like an account, where there are enough of them.
    private static func customers(
        like account: String, _ settings: AudienceSettings, _ db: Database
    ) throws -> Audience? {
        guard let segment = try segment(of: account, db) else { return nil }
        let statement = try db.cachedStatement(
            sql: """
                SELECT count(*) FROM (SELECT 1 FROM insight_item
                    WHERE run = (SELECT run FROM insight_run WHERE state = 'live') AND kind = ? AND facet = ? LIMIT ?)
                """)
        let customers = try Int.fetchOne(
            statement, arguments: [InsightKind.members.rawValue, segment, settings.leastCustomers])
        return customers ?? 0 < settings.leastCustomers ? nil : Audience(customers: segment)
    }

    private static func segment(of account: String, _ db: Database) throws -> String? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT facet FROM insight_item
                WHERE kind = ? AND key = ? AND run = (SELECT run FROM insight_run WHERE state = 'live')
                """)
        return try String.fetchOne(statement, arguments: [InsightKind.members.rawValue, account])
    }
}
