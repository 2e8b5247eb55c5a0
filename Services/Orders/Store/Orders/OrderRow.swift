import Foundation
import GRDB
import MeshCore
import OrdersAPI

/// An order as a row.
enum OrderRow {
    static let columns = """
        id, state, account, email, cart_id, lines, shipping_address, billing_address, tracking, currency, total, captured, \
        refunded, payment_method, payment_reference, cancel_reason, invoice_number, placed_at, paid_at, shipped_at, \
        delivered_at, cancelled_at, updated_at, version
        """

    /// The order of a row with these columns.
    ///
    /// - Throws: ``OrdersError/damagedRow(_:)``.
    static func order(_ row: Row) throws -> Order {
        let text: String = row[0]
        guard let id = Order.ID(text), let state = OrderState(rawValue: row[1]), let cart = Cart.ID(row[4]),
            let currency = Currency(row[9]), let method = PaymentChoice.Method(rawValue: row[13])
        else { throw OrdersError.damagedRow(text) }
        let money = { (amount: Int64) in Money(amount: amount, currency: currency) }
        return Order(
            id: id, state: state, account: row[2], email: row[3], cartId: cart,
            lines: try StoredJSON.value(row[5], of: text), total: money(row[10]),
            shippingAddress: try StoredJSON.value(row[6], of: text),
            billingAddress: try StoredJSON.value(row[7], of: text),
            payment: OrderPayment(
                method: method, reference: row[14], captured: money(row[11]), refunded: money(row[12])),
            tracking: try (row[8] as String?).map { try StoredJSON.value($0, of: text) }, cancelReason: row[15],
            invoiceNumber: row[16], placedAt: Timestamp(milliseconds: row[17]), paidAt: time(row[18]),
            shippedAt: time(row[19]), deliveredAt: time(row[20]), cancelledAt: time(row[21]),
            updatedAt: Timestamp(milliseconds: row[22]), version: row[23])
    }

    static func find(_ id: Order.ID, _ db: Database) throws -> Order? {
        let statement = try db.cachedStatement(sql: "SELECT \(columns) FROM shop_order WHERE id = ?")
        return try Row.fetchOne(statement, arguments: [id.description]).map(order)
    }

    /// - Parameter digest: Of the guest's secret; nil for an account's order.
    static func insert(_ order: Order, digest: [UInt8]?, _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO shop_order (\(columns), secret_digest)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        let beginning: StatementArguments = [
            order.id.description, order.state.rawValue, order.account, order.email, order.cartId.description,
            try StoredJSON.text(order.lines), try StoredJSON.text(order.shippingAddress),
            try StoredJSON.text(order.billingAddress), try order.tracking.map { try StoredJSON.text($0) },
            order.total.currency.description, order.total.amount, order.payment.captured.amount,
            order.payment.refunded.amount, order.payment.method.rawValue, order.payment.reference,
        ]
        let rest: StatementArguments = [
            order.cancelReason, order.invoiceNumber, order.placedAt.milliseconds, order.paidAt?.milliseconds,
            order.shippedAt?.milliseconds, order.deliveredAt?.milliseconds, order.cancelledAt?.milliseconds,
            order.updatedAt.milliseconds, order.version, digest.map { Data($0) },
        ]
        try statement.execute(arguments: beginning + rest)
    }

    /// Writes what a change may have changed, if the row is still the version before.
    ///
    /// - Throws: ``OrdersError/orderChanged`` when it is not.
    static func update(_ order: Order, from version: Int64, _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                UPDATE shop_order SET state = ?, lines = ?, tracking = ?, captured = ?, refunded = ?, cancel_reason = ?,
                invoice_number = ?, paid_at = ?, shipped_at = ?, delivered_at = ?, cancelled_at = ?, updated_at = ?,
                version = ? WHERE id = ? AND version = ?
                """)
        try statement.execute(arguments: [
            order.state.rawValue, try StoredJSON.text(order.lines), try order.tracking.map { try StoredJSON.text($0) },
            order.payment.captured.amount, order.payment.refunded.amount, order.cancelReason, order.invoiceNumber,
            order.paidAt?.milliseconds, order.shippedAt?.milliseconds, order.deliveredAt?.milliseconds,
            order.cancelledAt?.milliseconds, order.updatedAt.milliseconds, order.version, order.id.description, version,
        ])
        guard db.changesCount == 1 else { throw OrdersError.orderChanged }
    }

    private static func time(_ milliseconds: Int64?) -> Timestamp? { milliseconds.map(Timestamp.init(milliseconds:)) }
}
