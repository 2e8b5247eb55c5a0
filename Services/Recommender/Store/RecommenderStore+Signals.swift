import Foundation
import GRDB
import MeshCore
import MeshStore
import RecommenderModels

extension RecommenderStore {
    /// How far a partition was counted; 0 for one of which nothing was.
    ///
    /// - Throws: `StoreError`.
    func offset(of partition: Int, in topic: String) throws -> Int64 {
        try store.fastRead { db in try Self.offset(of: partition, in: topic, db) }
    }

    /// Counts a page: what it tells of users, items and baskets, and how far the partition is counted by it, in one
    /// transaction. If another instance has counted it by now, nothing happens.
    ///
    /// - Parameters:
    ///   - page: What a page tells.
    ///   - settings: How items are counted, and how many there may be.
    /// - Returns: Whether it was counted here.
    /// - Throws: `StoreError`.
    func count(_ page: SignalPage, settings: CountingSettings) async throws -> Bool {
        try await store.writeAlone { [rules, clock] db in
            guard try Self.offset(of: page.partition, in: page.topic, db) == page.offset else { return false }
            try db.cachedStatement(
                sql: """
                    INSERT INTO recommender_cursor (topic, partition, next_offset) VALUES (?, ?, ?)
                    ON CONFLICT (topic, partition) DO UPDATE SET next_offset = excluded.next_offset
                    """
            ).execute(arguments: [page.topic, page.partition, page.nextOffset])
            guard !page.signals.isEmpty else { return true }
            let numbers = try Self.learn(page.signals, rules: rules, settings: settings, db)
            try Self.keepBaskets(page.signals, numbers, db)
            try Self.keepOutcomes(page.signals, numbers, at: clock.now(), db)
            return true
        }
    }

    /// What is known of a user; empty for one of whom nothing is.
    ///
    /// - Throws: `StoreError`.
    func profile(of person: Person) throws -> InterestProfile {
        try store.fastRead { db in try Self.profile(of: person.key, db) }
    }

    /// Forgets a user.
    ///
    /// - Throws: `StoreError`.
    func forget(_ person: Person) async throws {
        try await store.write { db in try Self.forget(person, db) }
    }

    static func forget(_ person: Person, _ db: Database) throws {
        for sql in [
            "DELETE FROM recommender_profile WHERE person = ?", "DELETE FROM recommender_outcome WHERE person = ?",
            "DELETE FROM recommender_exposure WHERE unit = ?", "DELETE FROM recommender_unit WHERE unit = ?",
        ] {
            try db.cachedStatement(sql: sql).execute(arguments: [person.key])
        }
    }

    /// Takes signals into what is known of users and items.
    ///
    /// - Returns: The items' numbers, by the names in the signals.
    static func learn(
        _ signals: [NamedSignal], rules: SignalRules, settings: CountingSettings, _ db: Database
    ) throws -> [String: UInt32] {
        let numbers = try numbers(of: signals, limit: settings.itemLimit, db)
        try keepProfiles(signals, numbers, rules, db)
        try keepCounts(signals, numbers, rules, settings, db)
        try keepAudiences(signals, numbers, rules, settings, db)
        try noteChange(of: .counts, db)
        return numbers
    }

    /// Forgets what somebody did with an item.
    static func forget(_ item: UInt32, of person: Person, _ db: Database) throws {
        var profile = try profile(of: person.key, db)
        profile.forget(item)
        try db.cachedStatement(sql: "UPDATE recommender_profile SET interests = ? WHERE person = ?").execute(
            arguments: [Data(profile.bytes), person.key])
    }

    private static func offset(of partition: Int, in topic: String, _ db: Database) throws -> Int64 {
        let statement = try db.cachedStatement(
            sql: "SELECT next_offset FROM recommender_cursor WHERE topic = ? AND partition = ?")
        return try Int64.fetchOne(statement, arguments: [topic, partition]) ?? 0
    }

    private static func profile(of key: String, _ db: Database) throws -> InterestProfile {
        let statement = try db.cachedStatement(sql: "SELECT interests FROM recommender_profile WHERE person = ?")
        guard let bytes = try Data.fetchOne(statement, arguments: [key]) else { return InterestProfile() }
        do {
            return try InterestProfile(bytes: Array(bytes))
        } catch {
            throw StoreError.corrupt(path: RecommenderSchema.fileName, detail: "the interests of a profile")
        }
    }

    private static func numbers(
        of signals: [NamedSignal], limit: Int, _ db: Database
    ) throws -> [String: UInt32] {
        var numbers: [String: UInt32] = [:]
        for signal in signals where numbers[signal.item] == nil {
            // Anybody may tell of any item: the other half is kept for what the catalog has.
            numbers[signal.item] =
                try item(named: signal.item, db) ?? addItem(named: signal.item, limit: limit / 2, db)
        }
        return numbers
    }

    private static func keepProfiles(
        _ signals: [NamedSignal], _ numbers: [String: UInt32], _ rules: SignalRules, _ db: Database
    ) throws {
        let byPerson = Dictionary(grouping: signals.filter { $0.person != nil }) { $0.person?.key ?? "" }
        let saving = try db.cachedStatement(
            sql: """
                INSERT INTO recommender_profile (person, updated_at, interests) VALUES (?, ?, ?)
                ON CONFLICT (person) DO UPDATE SET updated_at = max(updated_at, excluded.updated_at),
                    interests = excluded.interests
                """)
        // In a fixed order, so that the same page always writes the same.
        for (person, told) in byPerson.sorted(by: { $0.key < $1.key }) where try !isErased(person, db) {
            var profile = try profile(of: person, db)
            for signal in told {
                guard let item = numbers[signal.item] else { continue }
                profile.take(Signal(signal.kind, item: item, at: signal.time, strength: signal.strength), rules: rules)
            }
            guard let newest = profile.interests.last else { continue }
            try saving.execute(arguments: [person, newest.last.milliseconds, Data(profile.bytes)])
        }
    }

    private static func keepCounts(
        _ signals: [NamedSignal], _ numbers: [String: UInt32], _ rules: SignalRules, _ settings: CountingSettings,
        _ db: Database
    ) throws {
        let reading = try db.cachedStatement(sql: "SELECT recent, past, at FROM recommender_count WHERE item = ?")
        let saving = try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO recommender_count (item, recent, past, at) VALUES (?, ?, ?, ?)")
        var counts: [UInt32: ItemCount] = [:]
        for signal in signals {
            guard let item = numbers[signal.item], let weight = rules.weights[signal.kind] else { continue }
            let strength = weight * signal.strength
            guard strength > 0 else { continue }
            let known =
                try counts[item]
                ?? Row.fetchOne(reading, arguments: [Int64(item)]).map {
                    ItemCount(recent: $0[0], past: $0[1], at: Timestamp(milliseconds: $0[2]))
                }
            counts[item] = (known ?? ItemCount(at: signal.time)).adding(strength, at: signal.time, settings)
        }
        for (item, count) in counts.sorted(by: { $0.key < $1.key }) {
            try saving.execute(arguments: [Int64(item), count.recent, count.past, count.at.milliseconds])
        }
    }

    private static func keepBaskets(
        _ signals: [NamedSignal], _ numbers: [String: UInt32], _ db: Database
    ) throws {
        let bought = Dictionary(grouping: signals.filter { $0.basket != nil }) { $0.basket ?? "" }
        let saving = try db.cachedStatement(
            sql: "INSERT INTO recommender_basket (id, at, items) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
        for (basket, told) in bought.sorted(by: { $0.key < $1.key }) {
            let items = Set(told.compactMap { numbers[$0.item] }).sorted()
            guard items.count > 1, let time = told.first?.time else { continue }
            var writer = PackedWriter()
            writer.write(items)
            try saving.execute(arguments: [basket, time.milliseconds, Data(writer.bytes)])
        }
    }
}
