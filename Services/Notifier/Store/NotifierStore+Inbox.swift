import GRDB
import MeshCore
import MeshStore
import NotifierAPI

extension NotifierStore {
    /// Puts a delivery into its account's inbox, in the transaction that asks for it or finds it due.
    static func putIntoInbox(_ delivery: String, at now: Timestamp, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO notifier_inbox (delivery, account, category, subject, text, created_at)
                SELECT d.id, d.recipient, d.category, c.subject, c.text, ?
                FROM notifier_delivery d JOIN notifier_content c ON c.delivery = d.id WHERE d.id = ?
                """
        ).execute(arguments: [now.milliseconds, delivery])
        try db.cachedStatement(
            sql: """
                UPDATE notifier_delivery SET state = 'sent', attempts = attempts + 1, finished_at = ? WHERE id = ?
                """
        ).execute(arguments: [now.milliseconds, delivery])
        try note(.accepted, "put into the inbox", of: delivery, at: now, db)
    }

    /// Puts what was to wait into inboxes when its time has come.
    ///
    /// - Returns: How many there were.
    /// - Throws: `StoreError`.
    func fillInboxes(limit: Int) async throws -> Int {
        let find = """
            SELECT *, NULL AS reason FROM notifier_delivery
            WHERE channel = 'inbox' AND state = 'pending' AND due_at <= ? ORDER BY due_at, id LIMIT ?
            """
        let isDue = try store.fastRead { [clock] db in
            try Row.fetchOne(db.cachedStatement(sql: find), arguments: [clock.now().milliseconds, 1]) != nil
        }
        guard isDue else { return 0 }
        return try await store.write { [self] db in
            let now = clock.now()
            let due = try Row.fetchAll(db.cachedStatement(sql: find), arguments: [now.milliseconds, limit])
            for row in due {
                let delivery = Self.due(row, by: .inbox)
                if try goes(delivery, at: now, db) { try Self.putIntoInbox(delivery.id, at: now, db) }
            }
            return due.count
        }
    }

    /// An account's notifications, the newest first.
    ///
    /// - Parameter last: Older than this place.
    /// - Throws: `StoreError`.
    func inbox(of account: String, before last: Int64?, limit: Int) async throws -> (items: [InboxItem], unread: Int) {
        try await store.read { db in
            let items = try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT * FROM notifier_inbox WHERE account = ? AND sequence < ? ORDER BY sequence DESC LIMIT ?
                        """), arguments: [account, last ?? .max, limit]
            ).map(Self.item)
            let unread = try Int.fetchOne(
                db.cachedStatement(
                    sql: "SELECT count(*) FROM notifier_inbox WHERE account = ? AND read_at IS NULL"),
                arguments: [account])
            return (items, unread ?? 0)
        }
    }

    /// What came into an account's inbox behind a place, in its order.
    ///
    /// - Throws: `StoreError`.
    func news(for account: String, after place: Int64, limit: Int) throws -> [InboxItem] {
        try store.fastRead { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT * FROM notifier_inbox WHERE account = ? AND sequence > ? ORDER BY sequence LIMIT ?
                        """), arguments: [account, place, limit]
            ).map(Self.item)
        }
    }

    /// The accounts whose inboxes have something behind a place, and the last place of all.
    ///
    /// - Throws: `StoreError`.
    func stirred(after place: Int64) throws -> (accounts: Set<String>, last: Int64) {
        try store.fastRead { db in
            let rows = try Row.fetchAll(
                db.cachedStatement(sql: "SELECT account, sequence FROM notifier_inbox WHERE sequence > ?"),
                arguments: [place])
            return (Set(rows.map { $0["account"] }), rows.map { $0["sequence"] }.max() ?? place)
        }
    }

    /// The last place of all inboxes.
    ///
    /// - Throws: `StoreError`.
    func lastPlace() throws -> Int64 {
        try store.fastRead { db in
            try Int64.fetchOne(db.cachedStatement(sql: "SELECT max(sequence) FROM notifier_inbox")) ?? 0
        }
    }

    /// Notes that a notification was read.
    ///
    /// - Returns: It; nil when it is not in the account's inbox.
    /// - Throws: `StoreError`.
    func read(_ id: Delivery.ID, of account: String) async throws -> InboxItem? {
        try await store.write { [clock] db in
            try db.execute(
                sql: """
                    UPDATE notifier_inbox SET read_at = coalesce(read_at, ?) WHERE delivery = ? AND account = ?
                    """, arguments: [clock.now().milliseconds, id.description, account])
            return try Row.fetchOne(
                db, sql: "SELECT * FROM notifier_inbox WHERE delivery = ? AND account = ?",
                arguments: [id.description, account]
            ).map(Self.item)
        }
    }

    private static func item(_ row: Row) throws -> InboxItem {
        guard let id = Delivery.ID(row["delivery"] as String) else {
            throw StoreError.corrupt(path: NotifierSchema.fileName, detail: "an inbox's row")
        }
        return InboxItem(
            id: id, sequence: row["sequence"], category: row["category"], subject: row["subject"], text: row["text"],
            createdAt: Timestamp(milliseconds: row["created_at"]),
            readAt: (row["read_at"] as Int64?).map { Timestamp(milliseconds: $0) })
    }
}
