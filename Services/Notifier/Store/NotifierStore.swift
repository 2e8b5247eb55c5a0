import GRDB
import MeshCore
import MeshRuntime
import MeshStore
import NotifierAPI

/// The notifier's store: deliveries and what was decided about them, suppressions, inboxes, templates.
struct NotifierStore: Sendable {
    let store: Store
    let clock: any WallClock
    /// Categories that neither preferences nor rules hold up.
    var mandatory: Set<String> = []
    var zones: any TimeZoneSource = SystemTimeZones()

    static let deliveryColumns = """
        id, tenant, key, recipient, channel, category, state, attempts, due_at, problem, message_id, created_at, finished_at
        """

    /// A delivery from a row of ``deliveryColumns``.
    ///
    /// - Throws: `StoreError` when the row holds what no program of ours wrote.
    static func delivery(_ row: Row) throws -> Delivery {
        guard let id = Delivery.ID(row["id"] as String), let state = Delivery.State(rawValue: row["state"]),
            let channel = NotificationChannel(rawValue: row["channel"])
        else { throw StoreError.corrupt(path: NotifierSchema.fileName, detail: "a delivery's row") }
        return Delivery(
            id: id, tenant: row["tenant"], key: row["key"], category: row["category"], channel: channel,
            recipient: row["recipient"], state: state, attempts: row["attempts"],
            createdAt: Timestamp(milliseconds: row["created_at"]),
            nextAttemptAt: state == .pending ? Timestamp(milliseconds: row["due_at"]) : nil,
            finishedAt: (row["finished_at"] as Int64?).map { Timestamp(milliseconds: $0) }, problem: row["problem"],
            messageID: row["message_id"])
    }

    /// Writes down what was decided about a delivery, in the transaction of the decision.
    static func note(
        _ verdict: DeliveryDecision.Verdict, _ detail: String, of delivery: String, at now: Timestamp, _ db: Database
    ) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO notifier_decision (delivery, number, at, verdict, detail)
                VALUES (?1, (SELECT coalesce(max(number), 0) + 1 FROM notifier_decision WHERE delivery = ?1), ?2, ?3, ?4)
                """
        ).execute(arguments: [delivery, now.milliseconds, verdict.rawValue, detail])
    }
}
