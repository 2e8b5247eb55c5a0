import GRDB
import MeshCore
import MeshStore
import NotifierAPI

extension NotifierStore {
    /// How many deliveries, and how much of an inbox, one transaction forgets: others write between two of them.
    private static let forgottenAtOnce = 500

    /// Forgets an account for good: what it was told and what waits for it, its inbox, endpoints and choices, and the alerts that
    /// are about it. What is asked for it later is not kept.
    ///
    /// The number of the account is left, to know it by; and addresses that are not to be written to, so that they are not.
    ///
    /// - Throws: `StoreError`. Done again, it goes on where it ended.
    func erase(account: String) async throws {
        try await store.write { [clock] db in
            try db.cachedStatement(
                sql: "INSERT INTO notifier_erased (account, erased_at) VALUES (?, ?) ON CONFLICT DO NOTHING"
            ).execute(arguments: [account, clock.now().milliseconds])
            for table in ["notifier_endpoint", "notifier_preference", "notifier_reader"] {
                try db.cachedStatement(sql: "DELETE FROM \(table) WHERE account = ?").execute(arguments: [account])
            }
            // The key of an alert about somebody ends with who it is.
            try db.cachedStatement(sql: "DELETE FROM notifier_alert WHERE substr(key, -length(?1) - 1) = '/' || ?1")
                .execute(arguments: [account])
        }
        while try await store.write({ db in try Self.forgetSome(of: account, db) }) {}
    }

    /// Whether an account was erased, in the transaction that asks.
    static func isErased(_ account: String, _ db: Database) throws -> Bool {
        try Bool.fetchOne(
            db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM notifier_erased WHERE account = ?)"),
            arguments: [account]) == true
    }

    /// Whether an alert is about an account that was erased: the key of one about somebody ends with who it is.
    static func isAboutErased(_ key: String, _ db: Database) throws -> Bool {
        try key.split(separator: "/").last.map { try isErased(String($0), db) } ?? false
    }

    /// - Returns: Whether there may be more.
    private static func forgetSome(of account: String, _ db: Database) throws -> Bool {
        let deliveries = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT id, digest FROM notifier_delivery WHERE account = ? LIMIT ?"),
            arguments: [account, forgottenAtOnce])
        for delivery in deliveries { try forget(delivery: delivery["id"], db) }
        for digest in Set(deliveries.compactMap { $0["digest"] as String? }) {
            // Accounts that share an address share its digests.
            try db.cachedStatement(
                sql: """
                    DELETE FROM notifier_digest
                    WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM notifier_delivery WHERE digest = ?1)
                    """
            ).execute(arguments: [digest])
        }
        try db.cachedStatement(
            sql: """
                DELETE FROM notifier_inbox WHERE sequence IN
                    (SELECT sequence FROM notifier_inbox WHERE account = ? LIMIT ?)
                """
        ).execute(arguments: [account, forgottenAtOnce])
        return deliveries.count == forgottenAtOnce || db.changesCount == forgottenAtOnce
    }
}
