import GRDB
import MeshCore
import MeshStore
import OrdersAPI

extension OrdersStore {
    /// What was sold with orders that were placed in a time.
    ///
    /// - Parameters:
    ///   - since: At this time or later.
    ///   - until: Before this time.
    /// - Throws: ``OrdersError/damagedRow(_:)``, `StoreError`.
    func sales(since: Timestamp, until: Timestamp) async throws -> SalesSummary {
        try await store.read { db in
            let rows = try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT currency, count(*) AS placed, sum(state = 'cancelled') AS cancelled, sum(captured) AS paid,
                            sum(refunded) AS refunded
                        FROM shop_order INDEXED BY shop_order_placed WHERE placed_at >= ? AND placed_at < ?
                        GROUP BY currency ORDER BY count(*) DESC, currency
                        """), arguments: [since.milliseconds, until.milliseconds])
            return SalesSummary(
                sums: try rows.map { row in
                    let code: String = row["currency"]
                    guard let currency = Currency(code) else { throw OrdersError.damagedRow(code) }
                    return SalesSummary.Sum(
                        placed: row["placed"], cancelled: row["cancelled"],
                        paid: Money(amount: row["paid"], currency: currency),
                        refunded: Money(amount: row["refunded"], currency: currency))
                })
        }
    }
}
