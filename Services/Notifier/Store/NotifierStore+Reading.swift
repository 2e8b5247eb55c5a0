import GRDB
import MeshCore
import MeshStore
import NotifierAPI

extension NotifierStore {
    /// A delivery with all that was decided about it; nil when there is none.
    ///
    /// - Throws: `StoreError`.
    func delivery(_ id: Delivery.ID) async throws -> Delivery? {
        try await store.read { db in
            let row = try Row.fetchOne(
                db, sql: "SELECT \(Self.deliveryColumns) FROM notifier_delivery WHERE id = ?",
                arguments: [id.description])
            guard let row else { return nil }
            var delivery = try Self.delivery(row)
            delivery.decisions = try Row.fetchAll(
                db, sql: "SELECT at, verdict, detail FROM notifier_decision WHERE delivery = ? ORDER BY number",
                arguments: [id.description]
            ).map { row in
                guard let verdict = DeliveryDecision.Verdict(rawValue: row["verdict"]) else {
                    throw StoreError.corrupt(path: NotifierSchema.fileName, detail: "a decision's row")
                }
                return DeliveryDecision(
                    at: Timestamp(milliseconds: row["at"]), verdict: verdict, detail: row["detail"])
            }
            return delivery
        }
    }

    /// Deliveries, the newest first.
    ///
    /// - Parameters:
    ///   - state: Of these alone; nil for all.
    ///   - last: Older than this one.
    /// - Throws: `StoreError`.
    func deliveries(in state: Delivery.State?, before last: String?, limit: Int) async throws -> [Delivery] {
        try await store.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(Self.deliveryColumns) FROM notifier_delivery
                    WHERE (?1 IS NULL OR state = ?1) AND (?2 IS NULL OR id < ?2) ORDER BY id DESC LIMIT ?3
                    """, arguments: [state?.rawValue, last, limit]
            ).map(Self.delivery)
        }
    }

    /// Has a delivery tried again that was given up, with all its attempts before it.
    ///
    /// - Throws: ``NotifierError/deliveryNotFound``, ``NotifierError/deliveryNotDead``; `StoreError`.
    func revive(_ id: Delivery.ID) async throws {
        try await store.write { [clock] db in
            let now = clock.now()
            try db.execute(
                sql: """
                    UPDATE notifier_delivery SET state = 'pending', attempts = 0, due_at = ?1, asked_at = ?1,
                        finished_at = NULL WHERE id = ?2 AND state = 'dead'
                    """, arguments: [now.milliseconds, id.description])
            if db.changesCount > 0 { return try Self.note(.revived, "by hand", of: id.description, at: now, db) }
            let isThere = try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM notifier_delivery WHERE id = ?)", arguments: [id.description])
            throw isThere == true ? NotifierError.deliveryNotDead : NotifierError.deliveryNotFound
        }
    }
}
