import GRDB
import MeshCore
import MeshStore
import NotifierAPI

extension NotifierStore {
    /// Puts deliveries into the outbox, each once for its tenant, key, recipient and channel. What goes to an inbox is there
    /// when this returns.
    ///
    /// - Returns: All of them as they are kept, but for those of accounts that were erased; and how many are new.
    /// - Throws: `StoreError`.
    func enqueue(_ deliveries: [NewDelivery]) async throws -> (all: [Delivery], created: Int) {
        try await store.write { [self] db in
            let now = clock.now()
            var created = 0
            let all = try deliveries.compactMap { delivery in
                if try insert(delivery, at: now, db) { created += 1 }
                return try Self.kept(delivery, db)
            }
            return (all, created)
        }
    }

    /// How many deliveries wait.
    ///
    /// - Throws: `StoreError`.
    func waiting() async throws -> Int {
        try await store.read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM notifier_delivery WHERE state = 'pending'") ?? 0
        }
    }

    /// - Parameter digest: The digest that it tells.
    /// - Returns: Whether it is new; what is for an account that was erased is not, and is not kept.
    func insert(
        _ delivery: NewDelivery, telling digest: String? = nil, at now: Timestamp, _ db: Database
    ) throws -> Bool {
        if let account = delivery.account, try Self.isErased(account, db) { return false }
        let id = delivery.id.description
        try db.cachedStatement(
            sql: """
                INSERT INTO notifier_delivery
                    (id, tenant, key, recipient, channel, category, name, account, locale, digest, state, due_at,
                        created_at, asked_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending', ?, ?, ?) ON CONFLICT DO NOTHING
                """
        ).execute(arguments: [
            id, delivery.tenant, delivery.key, delivery.recipient, delivery.channel.rawValue, delivery.category,
            delivery.name, delivery.account, delivery.locale, digest, delivery.due.milliseconds, now.milliseconds,
            now.milliseconds,
        ])
        guard db.changesCount > 0 else { return false }
        try db.cachedStatement(
            sql: "INSERT INTO notifier_content (delivery, subject, text, html) VALUES (?, ?, ?, ?)"
        ).execute(arguments: [id, delivery.content.subject, delivery.content.text, delivery.content.html])
        try Self.note(.queued, delivery.source ?? "content of the request", of: id, at: now, db)
        if delivery.channel == .inbox, delivery.due <= now {
            let due = DueDelivery(
                id: id, tenant: delivery.tenant, recipient: delivery.recipient, channel: .inbox,
                category: delivery.category, account: delivery.account ?? delivery.recipient, digest: digest,
                attempts: 0, suppression: nil)
            if try goes(due, at: now, db) { try Self.putIntoInbox(id, at: now, db) }
        }
        return true
    }

    /// What is kept under a delivery's tenant, key, recipient and channel.
    ///
    /// - Returns: nil when its account was erased.
    private static func kept(_ delivery: NewDelivery, _ db: Database) throws -> Delivery? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT \(deliveryColumns) FROM notifier_delivery
                WHERE tenant = ? AND key = ? AND recipient = ? AND channel = ?
                """)
        return try Row.fetchOne(
            statement,
            arguments: [delivery.tenant, delivery.key, delivery.recipient, delivery.channel.rawValue]
        ).map(Self.delivery)
    }

    /// Claims what is due on a channel. Each claim is an attempt, counted before it is made: one that ends its process counts too.
    /// What is suppressed or unwanted by then is given up instead, what has to wait is put off, and what belongs into a digest is
    /// gathered there.
    ///
    /// - Parameters:
    ///   - channel: Not the inbox, which nothing is sent to.
    ///   - owner: Of the claims.
    ///   - limit: How many at most.
    ///   - term: How long a claim holds without ``renewClaims(of:term:)``.
    /// - Throws: `StoreError`.
    func claim(
        _ channel: NotificationChannel, by owner: String, limit: Int, term: Duration
    ) async throws -> [ClaimedDelivery] {
        // Mostly there is nothing, and that is no write.
        let isDue = try store.fastRead { [clock] db in
            try Bool.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT EXISTS (SELECT 1 FROM notifier_delivery
                                       WHERE channel = ? AND state = 'pending' AND due_at <= ?)
                        """), arguments: [channel.rawValue, clock.now().milliseconds])
        }
        guard isDue == true else { return [] }
        return try await store.write { [self] db in
            let now = clock.now()
            let rows = try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT d.*, c.subject, c.text, c.html, (
                            SELECT s.reason FROM notifier_suppression s
                            WHERE s.address = d.recipient AND s.category IN ('', d.category) LIMIT 1) AS reason
                        FROM notifier_delivery d JOIN notifier_content c ON c.delivery = d.id
                        WHERE d.channel = ? AND d.state = 'pending' AND d.due_at <= ?
                        ORDER BY d.due_at, d.id LIMIT ?
                        """), arguments: [channel.rawValue, now.milliseconds, limit])
            return try rows.compactMap { row in
                guard try goes(Self.due(row, by: channel), at: now, db) else { return nil }
                try db.cachedStatement(
                    sql: """
                        UPDATE notifier_delivery SET claim = claim + 1, attempts = attempts + 1, owner = ?, due_at = ?
                        WHERE id = ?
                        """
                ).execute(arguments: [owner, (now + term).milliseconds, row["id"] as String])
                try Self.note(.begun, "attempt \((row["attempts"] as Int) + 1) by \(owner)", of: row["id"], at: now, db)
                return try Self.claimed(row)
            }
        }
    }

    /// Keeps an instance's claims for another term.
    ///
    /// - Throws: `StoreError`.
    func renewClaims(of owner: String, term: Duration) async throws {
        try await store.write { [clock] db in
            try db.cachedStatement(
                sql: "UPDATE notifier_delivery SET due_at = ? WHERE owner = ? AND state = 'pending'"
            ).execute(arguments: [(clock.now() + term).milliseconds, owner])
        }
    }

    /// Notes what became of an attempt; nothing when the claim is another's by now.
    ///
    /// - Parameter next: When a delivery that is to be retried is due.
    /// - Returns: Whether the claim still held.
    /// - Throws: `StoreError`.
    @discardableResult
    func finish(
        _ mail: ClaimedDelivery, _ verdict: DeliveryVerdict, next: Timestamp?, messageID: String?
    ) async throws -> Bool {
        try await store.write { [clock] db in
            let now = clock.now()
            let id = mail.id.description
            let (state, word, detail) = Self.outcome(verdict, next: next)
            try db.cachedStatement(
                sql: """
                    UPDATE notifier_delivery SET state = ?, owner = NULL, due_at = ?, problem = ?, finished_at = ?,
                        message_id = coalesce(?, message_id)
                    WHERE id = ? AND claim = ? AND state = 'pending'
                    """
            ).execute(arguments: [
                state.rawValue, (next ?? now).milliseconds, state == .sent ? nil : detail,
                state == .pending ? nil : now.milliseconds, messageID, id, mail.claim,
            ])
            guard db.changesCount > 0 else { return false }
            if case .retry(let reason, _, _) = verdict, next == nil {
                try Self.note(reason, detail, of: id, at: now, db)
            }
            try Self.note(word, next == nil && state == .dead ? "given up: \(detail)" : detail, of: id, at: now, db)
            if case .dead(_, suppresses: let reason?) = verdict {
                try Self.suppress(
                    mail.address, PutSuppression(reason: reason, detail: String(detail.prefix(500))), at: now, db)
            }
            return true
        }
    }

    private static func outcome(
        _ verdict: DeliveryVerdict, next: Timestamp?
    ) -> (Delivery.State, DeliveryDecision.Verdict, String) {
        switch verdict {
        case .sent(let detail): (.sent, .accepted, detail)
        case .retry(let word, let detail, _): next == nil ? (.dead, .dead, detail) : (.pending, word, detail)
        case .dead(let detail, _): (.dead, .dead, detail)
        }
    }

    /// A due delivery from its row, with `reason` for why its address is not written to.
    static func due(_ row: Row, by channel: NotificationChannel) -> DueDelivery {
        let recipient: String = row["recipient"]
        return DueDelivery(
            id: row["id"], tenant: row["tenant"], recipient: recipient, channel: channel, category: row["category"],
            account: row["account"] ?? (channel == .inbox ? recipient : nil), digest: row["digest"],
            attempts: row["attempts"], suppression: row["reason"])
    }

    private static func claimed(_ row: Row) throws -> ClaimedDelivery {
        guard let id = Delivery.ID(row["id"] as String) else {
            throw StoreError.corrupt(path: NotifierSchema.fileName, detail: "a delivery's id")
        }
        return ClaimedDelivery(
            id: id, claim: (row["claim"] as Int64) + 1, tenant: row["tenant"], key: row["key"],
            category: row["category"], address: row["recipient"], account: row["account"], name: row["name"],
            content: NotificationContent(subject: row["subject"], text: row["text"], html: row["html"]),
            attempts: (row["attempts"] as Int) + 1, createdAt: Timestamp(milliseconds: row["asked_at"]))
    }
}
