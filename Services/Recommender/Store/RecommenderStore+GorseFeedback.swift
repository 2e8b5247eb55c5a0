import Foundation
import GRDB
import MeshCore
import MeshStore
import RecommenderModels

extension RecommenderStore {
    private static let feedbackColumns = "type, user, item, value, at, comment"

    /// Which feedback is asked for; what is nil may be any.
    struct GorseSelection: Sendable {
        var type: String?
        var user: String?
        var item: String?
        /// Behind this one: its type, user and item.
        var after: [String]?
        var limit = 10_000
    }

    /// Keeps feedback, and learns from what is new, in one transaction; users and items that nobody knows are made.
    ///
    /// - Parameters:
    ///   - overwriting: Whether feedback of the same type, user and item is replaced; else it stays.
    ///   - settings: How items are counted.
    /// - Returns: How many there were.
    /// - Throws: ``RecommenderError/tooManyItems``; `StoreError`.
    func keepGorse(_ feedback: [GorseFeedback], overwriting: Bool, settings: CountingSettings) async throws -> Int {
        try await store.write { [rules, clock] db in
            let now = clock.now()
            var signals: [NamedSignal] = []
            for one in feedback {
                try db.cachedStatement(
                    sql: """
                        INSERT INTO gorse_user (id, labels, subscribe, comment) VALUES (?, 'null', 'null', '')
                        ON CONFLICT DO NOTHING
                        """
                ).execute(arguments: [one.user])
                if try Self.gorseItem(one.item, db) == nil {
                    try Self.put(GorseItem(id: one.item), limit: settings.itemLimit, db)
                    try Self.noteChange(of: .gorse, db)
                }
                let time = GorseTime.read(one.timestamp)
                try db.cachedStatement(
                    sql: """
                        INSERT INTO gorse_feedback (user, item, type, value, at, comment) VALUES (?, ?, ?, ?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """
                ).execute(arguments: [one.user, one.item, one.type, one.value, time?.milliseconds, one.comment])
                if db.changesCount > 0 {
                    signals.append(
                        NamedSignal(
                            person: .account(one.user), kind: SignalKind(gorse: one.type), item: one.item,
                            time: min(time ?? now, now), strength: 1, basket: nil))
                } else if overwriting {
                    try db.cachedStatement(
                        sql: """
                            UPDATE gorse_feedback SET value = ?, at = ?, comment = ?
                            WHERE user = ? AND item = ? AND type = ?
                            """
                    ).execute(arguments: [one.value, time?.milliseconds, one.comment, one.user, one.item, one.type])
                }
            }
            if !signals.isEmpty { _ = try Self.learn(signals, rules: rules, settings: settings, db) }
            return feedback.count
        }
    }

    /// Feedback, by type, user and item.
    ///
    /// - Throws: `StoreError`.
    func gorseFeedback(_ selection: GorseSelection) async throws -> [GorseFeedback] {
        try await store.read { db in
            let after = selection.after ?? ["", "", ""]
            return try Row.fetchAll(
                db,
                sql: """
                    SELECT \(Self.feedbackColumns) FROM gorse_feedback
                    WHERE (?1 IS NULL OR type = ?1) AND (?2 IS NULL OR user = ?2) AND (?3 IS NULL OR item = ?3)
                        AND (type, user, item) > (?4, ?5, ?6)
                    ORDER BY type, user, item LIMIT ?7
                    """,
                arguments: [
                    selection.type, selection.user, selection.item, after[0], after[1], after[2], selection.limit,
                ]
            ).map { row in
                GorseFeedback(
                    type: row[0], user: row[1], item: row[2], value: row[3],
                    timestamp: GorseTime.write((row[4] as Int64?).map { Timestamp(milliseconds: $0) }), comment: row[5])
            }
        }
    }

    /// Forgets what a user did with an item, and what was learned of it for this user.
    ///
    /// - Returns: How many rows there were.
    /// - Throws: `StoreError`.
    func removeGorseFeedback(user: String, item: String, type: String?) async throws -> Int {
        try await store.write { db in
            try db.execute(
                sql: "DELETE FROM gorse_feedback WHERE user = ?1 AND item = ?2 AND (?3 IS NULL OR type = ?3)",
                arguments: [user, item, type])
            let removed = db.changesCount
            let rest = try Int.fetchOne(
                db, sql: "SELECT count(*) FROM gorse_feedback WHERE user = ? AND item = ?", arguments: [user, item])
            guard removed > 0, rest == 0, let number = try Self.item(named: item, db) else { return removed }
            try Self.forget(number, of: .account(user), db)
            return removed
        }
    }
}

extension SignalKind {
    /// What a type of feedback means: those with which Gorse's own examples are written, and the shop's; the rest are views.
    init(gorse type: String) {
        switch type.lowercased() {
        case "purchase", "buy", "order", "pay": self = .purchase
        case "cart", "add_to_cart", "star", "like", "favorite", "favourite", "wishlist": self = .cart
        case "search", "select": self = .search
        default: self = .view
        }
    }
}
