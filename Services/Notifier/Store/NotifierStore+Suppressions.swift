import GRDB
import MeshCore
import MeshStore
import NotifierAPI

extension NotifierStore {
    /// Has nothing sent to an address any more, or nothing of a category; the first reason stays.
    ///
    /// - Parameter category: nil for everything.
    /// - Throws: `StoreError`.
    func suppress(_ address: String, category: String? = nil, _ request: PutSuppression) async throws {
        try await store.write { [clock] db in
            try Self.suppress(address, category: category, request, at: clock.now(), db)
        }
    }

    static func suppress(
        _ address: String, category: String? = nil, _ request: PutSuppression, at now: Timestamp, _ db: Database
    ) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO notifier_suppression (address, category, reason, detail, created_at) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """
        ).execute(arguments: [
            address, category ?? "", request.reason.rawValue, request.detail, now.milliseconds,
        ])
    }

    /// - Returns: Why an address is not written to; empty when it is.
    /// - Throws: `StoreError`.
    func suppressions(of address: String) throws -> [Suppression] {
        try store.fastRead { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT address, category, reason, detail, created_at FROM notifier_suppression WHERE address = ?
                    ORDER BY category
                    """)
            return try Row.fetchAll(statement, arguments: [address]).map { row in
                guard let reason = Suppression.Reason(rawValue: row["reason"]) else {
                    throw StoreError.corrupt(path: NotifierSchema.fileName, detail: "a suppression's row")
                }
                let category: String = row["category"]
                return Suppression(
                    address: row["address"], category: category.isEmpty ? nil : category, reason: reason,
                    detail: row["detail"], createdAt: Timestamp(milliseconds: row["created_at"]))
            }
        }
    }

    /// Has an address written to again.
    ///
    /// - Returns: Whether it was not.
    /// - Throws: `StoreError`.
    func lift(_ address: String) async throws -> Bool {
        try await store.write { db in
            try db.execute(sql: "DELETE FROM notifier_suppression WHERE address = ?", arguments: [address])
            return db.changesCount > 0
        }
    }
}
