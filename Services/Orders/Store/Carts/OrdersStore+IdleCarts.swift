import GRDB
import MeshCore
import MeshStore
import OrdersAPI

extension OrdersStore {
    /// A page of carts of accounts that have something in them and that nobody has touched for a while.
    ///
    /// - Parameters:
    ///   - since: Those that were touched at this time or later.
    ///   - until: Those that were not touched from this time on.
    ///   - position: The last one of the page before; nil for the first page.
    ///   - limit: How many.
    /// - Throws: ``OrdersError/damagedRow(_:)``, `StoreError`.
    func idleCarts(
        since: Timestamp, until: Timestamp, after position: IdleCartPosition?, limit: Int
    ) async throws -> [IdleCart] {
        try await store.read { db in
            let rows = try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT number, id, account, currency, updated_at, version FROM cart INDEXED BY cart_idle
                        WHERE state = 'open' AND account IS NOT NULL AND updated_at >= ?1 AND updated_at < ?2
                        AND (updated_at, id) > (?3, ?4) AND EXISTS (SELECT 1 FROM cart_line WHERE cart = number)
                        ORDER BY updated_at, id LIMIT ?5
                        """),
                arguments: [since.milliseconds, until.milliseconds, position?.updated ?? -1, position?.id ?? "", limit])
            return try rows.map { try Self.idleCart($0, db) }
        }
    }

    private static func idleCart(_ row: Row, _ db: Database) throws -> IdleCart {
        let text: String = row["id"]
        guard let id = Cart.ID(text), let currency = Currency(row["currency"]) else {
            throw OrdersError.damagedRow(text)
        }
        let number: Int64 = row["number"]
        let lines = try Row.fetchAll(
            db.cachedStatement(
                sql: "SELECT sku, title, quantity, unit_amount FROM cart_line WHERE cart = ? ORDER BY position LIMIT ?"),
            arguments: [number, IdleCart.lineLimit])
        let count = try Int.fetchOne(
            db.cachedStatement(sql: "SELECT count(*) FROM cart_line WHERE cart = ?"), arguments: [number])
        return IdleCart(
            id: id, account: row["account"], version: row["version"],
            updatedAt: Timestamp(milliseconds: row["updated_at"]),
            lines: lines.map { line in
                let unit: Int64? = line["unit_amount"]
                let quantity: Int64 = line["quantity"]
                // A sum that is beyond 64 bits is nothing that a mail could tell.
                let total = unit.flatMap { try? Money(amount: $0, currency: currency).multiplied(by: quantity) }
                return IdleCart.Line(sku: line["sku"], title: line["title"], quantity: quantity, total: total)
            }, lineCount: count ?? lines.count)
    }
}
