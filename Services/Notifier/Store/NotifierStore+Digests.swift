import GRDB
import MeshCore
import MeshStore
import NotifierAPI

extension NotifierStore {
    /// The window that gathers what a delivery is of, if there is one.
    static func openWindow(
        for due: DueDelivery, at now: Timestamp, _ db: Database
    ) throws -> (id: String, window: DigestWindow)? {
        try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT id, opened_at, ends_at, count, revision FROM notifier_digest
                    WHERE tenant = ? AND recipient = ? AND channel = ? AND category = ? AND closed_at IS NULL AND ends_at > ?
                    """),
            arguments: [due.tenant, due.recipient, due.channel.rawValue, due.category, now.milliseconds]
        ).map { ($0["id"], window($0)) }
    }

    /// Puts a delivery into the window that gathers, or opens one with it.
    static func gather(
        _ due: DueDelivery, until end: Timestamp, _ known: DigestWindow?, at now: Timestamp, _ db: Database
    ) throws {
        let id: String
        if let open = try openWindow(for: due, at: now, db) {
            id = open.id
            var window = open.window
            guard window.gather(at: now) else { preconditionFailure("a window that is open gathers nothing") }
            try db.cachedStatement(sql: "UPDATE notifier_digest SET count = ?, revision = ? WHERE id = ?")
                .execute(arguments: [window.count, window.revision, id])
        } else {
            id = MeshCore.ID<Digest>.make().description
            var window = DigestWindow(opened: now, ends: end, count: 0, revision: 0)
            _ = window.gather(at: now)
            try db.cachedStatement(
                sql: """
                    INSERT INTO notifier_digest
                        (id, tenant, recipient, channel, category, opened_at, ends_at, count, revision)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """
            ).execute(arguments: [
                id, due.tenant, due.recipient, due.channel.rawValue, due.category, window.opened.milliseconds,
                window.ends.milliseconds, window.count, window.revision,
            ])
        }
        try db.cachedStatement(
            sql: "UPDATE notifier_delivery SET state = 'gathered', owner = NULL, digest = ? WHERE id = ?"
        ).execute(arguments: [id, due.id])
        try note(.gathered, "until \(end), in \(id)", of: due.id, at: now, db)
    }

    /// Digests whose time to gather is over, those first that have waited longest.
    ///
    /// - Throws: `StoreError`.
    func dueDigests(limit: Int) async throws -> [Digest] {
        let now = clock.now().milliseconds
        let isDue = try store.fastRead { db in
            try Bool.fetchOne(
                db.cachedStatement(
                    sql: "SELECT EXISTS (SELECT 1 FROM notifier_digest WHERE closed_at IS NULL AND ends_at <= ?)"),
                arguments: [now])
        }
        guard isDue == true else { return [] }
        return try await store.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM notifier_digest WHERE closed_at IS NULL AND ends_at <= ? ORDER BY ends_at LIMIT ?
                    """, arguments: [now, limit]
            ).map { try Self.digest($0, db) }
        }
    }

    /// Closes a digest, if it is still what was read, and asks for the notification that tells it.
    ///
    /// - Returns: Whether it was closed: not when another was faster, or something came in between.
    /// - Throws: `StoreError`.
    func close(_ digest: Digest, saying content: NotificationContent) async throws -> Bool {
        let id = digest.id.description
        return try await store.write { [self] db in
            let now = clock.now()
            var window = digest.window
            guard window.close(at: now, known: digest.window.revision) else { return false }
            try db.execute(
                sql: """
                    UPDATE notifier_digest SET closed_at = ?, revision = ?
                    WHERE id = ? AND revision = ? AND closed_at IS NULL
                    """, arguments: [now.milliseconds, window.revision, id, digest.window.revision])
            guard db.changesCount > 0 else { return false }
            let delivery = NewDelivery(
                id: .make(), tenant: digest.tenant, key: "digest/\(id)", category: digest.category,
                channel: digest.channel, recipient: digest.recipient, name: digest.name, account: digest.account,
                locale: digest.locale, content: content, source: "digest of \(window.count)", due: now)
            let gathered = try String.fetchAll(
                db, sql: "SELECT id FROM notifier_delivery WHERE digest = ? AND state = 'gathered'", arguments: [id])
            for one in gathered {
                try db.cachedStatement(sql: "UPDATE notifier_delivery SET finished_at = ? WHERE id = ?")
                    .execute(arguments: [now.milliseconds, one])
                try Self.note(.gathered, "goes out as \(delivery.id)", of: one, at: now, db)
            }
            _ = try insert(delivery, telling: id, at: now, db)
            return true
        }
    }

    private static func digest(_ row: Row, _ db: Database) throws -> Digest {
        let text: String = row["id"]
        guard let id = MeshCore.ID<Digest>(text), let channel = NotificationChannel(rawValue: row["channel"]) else {
            throw StoreError.corrupt(path: NotifierSchema.fileName, detail: "a digest's row")
        }
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT d.id, d.account, d.name, d.locale, c.subject, c.text
                FROM notifier_delivery d JOIN notifier_content c ON c.delivery = d.id
                WHERE d.digest = ? AND d.state = 'gathered' ORDER BY d.id LIMIT ?
                """, arguments: [text, Digest.mostItems])
        return Digest(
            id: id, tenant: row["tenant"], recipient: row["recipient"], channel: channel, category: row["category"],
            window: window(row),
            items: rows.map { Digest.Item(delivery: $0["id"], subject: $0["subject"], text: $0["text"]) },
            account: rows.last?["account"], name: rows.last?["name"], locale: rows.last?["locale"])
    }

    private static func window(_ row: Row) -> DigestWindow {
        DigestWindow(
            opened: Timestamp(milliseconds: row["opened_at"]), ends: Timestamp(milliseconds: row["ends_at"]),
            count: row["count"], revision: row["revision"])
    }
}
