import GRDB
import MeshCore
import OrdersAPI

/// A refund as a row.
enum RefundRow {
    static let columns = "id, order_id, state, amount, currency, reason, failure, requested_at, settled_at"

    /// - Throws: ``OrdersError/damagedRow(_:)``.
    static func refund(_ row: Row) throws -> Refund {
        let text: String = row[0]
        guard let id = Refund.ID(text), let order = Order.ID(row[1]), let state = RefundState(rawValue: row[2]),
            let currency = Currency(row[4])
        else { throw OrdersError.damagedRow(text) }
        return Refund(
            id: id, orderId: order, state: state, amount: Money(amount: row[3], currency: currency), reason: row[5],
            failure: row[6], requestedAt: Timestamp(milliseconds: row[7]),
            settledAt: (row[8] as Int64?).map(Timestamp.init(milliseconds:)))
    }

    static func find(_ id: Refund.ID, _ db: Database) throws -> Refund? {
        let statement = try db.cachedStatement(sql: "SELECT \(columns) FROM refund WHERE id = ?")
        return try Row.fetchOne(statement, arguments: [id.description]).map(refund)
    }

    static let listSQL = "SELECT \(columns) FROM refund WHERE order_id = ? ORDER BY id LIMIT ?"

    static func all(of order: Order.ID, _ db: Database) throws -> [Refund] {
        let statement = try db.cachedStatement(sql: listSQL)
        return try Row.fetchAll(statement, arguments: [order.description, RefundList.limit]).map(refund)
    }

    /// - Parameter due: When it is taken up if nobody has settled it before.
    static func insert(_ refund: Refund, due: Timestamp, _ db: Database) throws {
        try db.cachedStatement(sql: "INSERT INTO refund (\(columns), due_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .execute(arguments: [
                refund.id.description, refund.orderId.description, refund.state.rawValue, refund.amount.amount,
                refund.amount.currency.description, refund.reason, refund.failure, refund.requestedAt.milliseconds,
                nil, due.milliseconds,
            ])
    }

    /// Ends a refund that is pending.
    ///
    /// - Returns: Whether it was.
    static func settle(
        _ id: Refund.ID, as state: RefundState, failure: String?, at now: Timestamp, _ db: Database
    ) throws -> Bool {
        try db.cachedStatement(
            sql: """
                UPDATE refund SET state = ?, failure = ?, settled_at = ?, due_at = NULL
                WHERE id = ? AND state = 'pending'
                """
        ).execute(arguments: [state.rawValue, failure, now.milliseconds, id.description])
        return db.changesCount == 1
    }
}
