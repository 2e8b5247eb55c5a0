import GRDB
import MeshCore
import OrdersAPI

/// A return as a row.
enum ReturnRow {
    static let columns = "id, order_id, state, lines, reason, rejection, refund_id, requested_at, settled_at"

    /// - Throws: ``OrdersError/damagedRow(_:)``.
    static func goods(_ row: Row) throws -> Return {
        let text: String = row[0]
        guard let id = Return.ID(text), let order = Order.ID(row[1]), let state = ReturnState(rawValue: row[2]) else {
            throw OrdersError.damagedRow(text)
        }
        return Return(
            id: id, orderId: order, state: state, lines: try StoredJSON.value(row[3], of: text), reason: row[4],
            rejection: row[5], refundId: (row[6] as String?).flatMap { Refund.ID($0) },
            requestedAt: Timestamp(milliseconds: row[7]),
            settledAt: (row[8] as Int64?).map(Timestamp.init(milliseconds:)))
    }

    static func find(_ id: Return.ID, of order: Order.ID, _ db: Database) throws -> Return? {
        let statement = try db.cachedStatement(
            sql: "SELECT \(columns) FROM goods_return WHERE id = ? AND order_id = ?")
        return try Row.fetchOne(statement, arguments: [id.description, order.description]).map(goods)
    }

    static let listSQL = "SELECT \(columns) FROM goods_return WHERE order_id = ? ORDER BY id LIMIT ?"

    static func all(of order: Order.ID, _ db: Database) throws -> [Return] {
        let statement = try db.cachedStatement(sql: listSQL)
        return try Row.fetchAll(statement, arguments: [order.description, ReturnList.limit]).map(goods)
    }

    static func insert(_ goods: Return, _ db: Database) throws {
        try db.cachedStatement(sql: "INSERT INTO goods_return (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .execute(arguments: [
                goods.id.description, goods.orderId.description, goods.state.rawValue,
                try StoredJSON.text(goods.lines), goods.reason, goods.rejection, goods.refundId?.description,
                goods.requestedAt.milliseconds, goods.settledAt?.milliseconds,
            ])
    }

    static func settle(_ goods: Return, _ db: Database) throws {
        try db.cachedStatement(
            sql: "UPDATE goods_return SET state = ?, rejection = ?, refund_id = ?, settled_at = ? WHERE id = ?"
        ).execute(arguments: [
            goods.state.rawValue, goods.rejection, goods.refundId?.description, goods.settledAt?.milliseconds,
            goods.id.description,
        ])
    }
}
