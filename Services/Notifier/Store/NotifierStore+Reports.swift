import GRDB
import MeshCore
import MeshStore
import NotifierAPI
import NotifierMail

extension NotifierStore {
    /// The delivery that a report is about: by what its envelope was called, else by its Message-ID.
    ///
    /// - Throws: `StoreError`.
    func delivery(of report: MailReport) async throws -> Delivery.ID? {
        try await store.read { db in
            let known = try String.fetchOne(
                db,
                sql: """
                    SELECT id FROM notifier_delivery WHERE id = ?1 AND channel = 'email'
                    UNION ALL SELECT id FROM notifier_delivery WHERE message_id = ?2 AND channel = 'email' LIMIT 1
                    """, arguments: [report.envelopeID, report.messageID])
            return known.flatMap { Delivery.ID($0) }
        }
    }

    /// Notes what became of a delivery after it was taken, each thing once.
    ///
    /// - Parameters:
    ///   - detail: In the words of who has taken it.
    ///   - hasFailed: Whether it never reached its recipient.
    ///   - reason: Why nothing else is sent to its recipient either.
    /// - Returns: Whether there is such a delivery.
    /// - Throws: `StoreError`.
    func report(
        _ id: Delivery.ID, _ detail: String, hasFailed: Bool, suppresses reason: Suppression.Reason? = nil
    ) async throws -> Bool {
        try await store.write { [clock] db in
            let now = clock.now()
            let text = id.description
            let found = try String.fetchOne(
                db, sql: "SELECT recipient FROM notifier_delivery WHERE id = ?", arguments: [text])
            guard let recipient = found else { return false }
            let isKnown = try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM notifier_decision
                                   WHERE delivery = ? AND verdict = 'reported' AND detail = ?)
                    """, arguments: [text, detail])
            if isKnown == true { return true }
            try Self.note(.reported, detail, of: text, at: now, db)
            if hasFailed {
                try db.execute(
                    sql: "UPDATE notifier_delivery SET state = 'dead', problem = ? WHERE id = ? AND state = 'sent'",
                    arguments: [detail, text])
            }
            if let reason {
                try Self.suppress(
                    recipient, PutSuppression(reason: reason, detail: String(detail.prefix(500))), at: now, db)
            }
            return true
        }
    }
}
