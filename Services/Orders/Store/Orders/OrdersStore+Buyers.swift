import GRDB
import MeshCore
import MeshStore
import OrdersAPI

extension OrdersStore {
    /// A page of accounts that have bought something, by account, with what each bought last and kept.
    ///
    /// - Parameters:
    ///   - since: Those that bought something at this time or later.
    ///   - account: The last one of the page before; empty for the first page.
    ///   - limit: How many.
    /// - Throws: `StoreError`.
    func buyers(since: Timestamp, after account: String, limit: Int) async throws -> [Buyer] {
        try await store.read { db in
            let rows = try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT account, max(last_at) AS last_at FROM purchase WHERE account > ? AND quantity > 0
                        GROUP BY account HAVING max(last_at) >= ? ORDER BY account LIMIT ?
                        """), arguments: [account, since.milliseconds, limit])
            let items = try db.cachedStatement(
                sql: """
                    SELECT sku, title FROM purchase INDEXED BY purchase_account WHERE account = ? AND quantity > 0
                    ORDER BY last_at DESC, sku DESC LIMIT ?
                    """)
            return try rows.map { row in
                let account: String = row["account"]
                return Buyer(
                    account: account, lastAt: Timestamp(milliseconds: row["last_at"]),
                    items: try Row.fetchAll(items, arguments: [account, Buyer.itemLimit]).map {
                        Buyer.Item(sku: $0["sku"], title: $0["title"])
                    })
            }
        }
    }
}
