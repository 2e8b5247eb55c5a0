import GRDB
import MeshCore
import MeshStore
import NotifierAPI

extension NotifierStore {
    /// What somebody wants to be told, how, and when not.
    ///
    /// - Throws: `StoreError`.
    func preferences(of account: String) async throws -> DeliveryPreferences {
        try await store.read { db in
            let choices = try Self.choices(of: account, db)
            let (zone, quiet) = try Self.quietHours(of: account, db) ?? (nil, nil)
            return DeliveryPreferences(
                choices: choices.map {
                    PreferenceChoice(category: $0.category, channel: $0.channel, isWanted: $0.isWanted)
                }, timeZone: zone, quietHours: quiet.map(QuietHoursSetting.init),
                locale: try Self.reader(account, db)?.locale)
        }
    }

    /// Sets what somebody wants, in the place of what they wanted before.
    ///
    /// - Throws: `StoreError`.
    func set(_ preferences: DeliveryPreferences, quiet: QuietHours?, of account: String) async throws {
        try await store.write { [clock] db in
            try db.execute(sql: "DELETE FROM notifier_preference WHERE account = ?", arguments: [account])
            for choice in preferences.choices {
                try db.execute(
                    sql: """
                        INSERT INTO notifier_preference (account, category, channel, is_wanted) VALUES (?, ?, ?, ?)
                        """,
                    arguments: [account, choice.category ?? "", choice.channel?.rawValue ?? "", choice.isWanted])
            }
            try db.execute(
                sql: """
                    INSERT INTO notifier_reader (account, zone, quiet_start, quiet_end, updated_at, locale)
                    VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET zone = excluded.zone, locale = excluded.locale,
                        quiet_start = excluded.quiet_start, quiet_end = excluded.quiet_end, updated_at = excluded.updated_at
                    """,
                arguments: [
                    account, preferences.timeZone, quiet?.start, quiet?.end, clock.now().milliseconds,
                    preferences.locale,
                ])
        }
    }

    /// How accounts read; those of which nothing is known are not in it.
    ///
    /// - Throws: `StoreError`.
    func readers(_ accounts: Set<String>) async throws -> [String: Reader] {
        guard !accounts.isEmpty else { return [:] }
        return try await store.read { db in
            try accounts.reduce(into: [:]) { readers, account in readers[account] = try Self.reader(account, db) }
        }
    }

    private static func reader(_ account: String, _ db: Database) throws -> Reader? {
        try Row.fetchOne(
            db.cachedStatement(sql: "SELECT zone, locale FROM notifier_reader WHERE account = ?"),
            arguments: [account]
        ).map { Reader(zone: $0["zone"], locale: $0["locale"]) }
    }

    /// All rules of categories.
    ///
    /// - Throws: `StoreError`.
    func rules() async throws -> [CategoryRule] {
        try await store.read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM notifier_rule ORDER BY category, channel").map(Self.rule)
        }
    }

    /// Sets what is done with a category on a channel.
    ///
    /// - Throws: `StoreError`.
    func set(_ rule: CategoryRule) async throws {
        try await store.write { db in
            try db.execute(
                sql: """
                    INSERT OR REPLACE INTO notifier_rule
                        (category, channel, throttle_limit, throttle_seconds, digest_seconds) VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [
                    rule.category, rule.channel.rawValue, rule.throttle?.limit, rule.throttle?.seconds,
                    rule.digestSeconds,
                ])
        }
    }

    /// Has a category sent on a channel as it comes.
    ///
    /// - Returns: Whether there was a rule.
    /// - Throws: `StoreError`.
    func removeRule(_ category: String, _ channel: NotificationChannel) async throws -> Bool {
        try await store.write { db in
            try db.execute(
                sql: "DELETE FROM notifier_rule WHERE category = ? AND channel = ?",
                arguments: [category, channel.rawValue])
            return db.changesCount > 0
        }
    }

    static func rule(_ category: String, _ channel: NotificationChannel, _ db: Database) throws -> CategoryRule? {
        try Row.fetchOne(
            db.cachedStatement(sql: "SELECT * FROM notifier_rule WHERE category = ? AND channel = ?"),
            arguments: [category, channel.rawValue]
        ).map(rule)
    }

    static func choices(of account: String, _ db: Database) throws -> [Preferences.Choice] {
        try Row.fetchAll(
            db.cachedStatement(sql: "SELECT category, channel, is_wanted FROM notifier_preference WHERE account = ?"),
            arguments: [account]
        ).map { row in
            let category: String = row["category"]
            return Preferences.Choice(
                category: category.isEmpty ? nil : category, channel: NotificationChannel(rawValue: row["channel"]),
                isWanted: row["is_wanted"])
        }
    }

    static func quietHours(of account: String, _ db: Database) throws -> (zone: String?, quiet: QuietHours?)? {
        try Row.fetchOne(
            db.cachedStatement(sql: "SELECT zone, quiet_start, quiet_end FROM notifier_reader WHERE account = ?"),
            arguments: [account]
        ).map { row in
            guard let start = row["quiet_start"] as Int?, let end = row["quiet_end"] as Int? else {
                return (row["zone"], nil)
            }
            return (row["zone"], QuietHours(start: start, end: end))
        }
    }

    private static func rule(_ row: Row) throws -> CategoryRule {
        guard let channel = NotificationChannel(rawValue: row["channel"]) else {
            throw StoreError.corrupt(path: NotifierSchema.fileName, detail: "a rule's row")
        }
        var throttle: ThrottleSetting?
        if let limit = row["throttle_limit"] as Int?, let seconds = row["throttle_seconds"] as Int? {
            throttle = ThrottleSetting(limit: limit, seconds: seconds)
        }
        return CategoryRule(
            category: row["category"], channel: channel, throttle: throttle, digestSeconds: row["digest_seconds"])
    }
}
