import CatalogAPI
import Foundation
import GRDB
import MeshCore
import MeshStore
import OrdersAPI

/// A checkout as a row.
enum CheckoutRow {
    static let columns = """
        id, cart_id, order_id, reservation_id, payment_reference, refund_reference, content, step, refusal, provider_id, \
        action, paid_order, attempts, unwanted, fence, due_at, expires_at, created_at, updated_at
        """

    /// The checkout of a row with these columns.
    ///
    /// - Throws: ``OrdersError/damagedRow(_:)``.
    static func record(_ row: Row) throws -> CheckoutRecord {
        let text: String = row[0]
        guard let id = Checkout.ID(text), let cart = Cart.ID(row[1]), let order = Order.ID(row[2]),
            let reservation = Reservation.ID(row[3]), let payment = PaymentReference(row[4]),
            let refund = RefundReference(row[5]), let step = CheckoutStep(rawValue: row[7])
        else { throw OrdersError.damagedRow(text) }
        let createdAt = Timestamp(milliseconds: row[17])
        var record = CheckoutRecord(
            id: id, cartID: cart, orderID: order, reservationID: reservation, paymentReference: payment,
            refundReference: refund, content: try StoredJSON.value(row[6], of: text), at: createdAt,
            lease: .zero, patience: createdAt.duration(to: Timestamp(milliseconds: row[16])))
        record.step = step
        record.refusal = try (row[8] as String?).map { try StoredJSON.value($0, of: text) }
        record.providerID = row[9]
        record.action = try (row[10] as String?).map { try StoredJSON.value($0, of: text) }
        record.paidOrder = row[11]
        record.attempts = row[12]
        record.isUnwanted = row[13]
        record.fence = row[14]
        record.updatedAt = Timestamp(milliseconds: row[18])
        record.dueAt = (row[15] as Int64?).map(Timestamp.init(milliseconds:)) ?? record.updatedAt
        return record
    }

    /// Adds a new checkout.
    static func insert(
        _ record: CheckoutRecord, _ key: IdempotencyKey, _ fingerprint: RequestFingerprint, owner: String,
        _ db: Database
    ) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO checkout (id, scope, key, fingerprint, cart_id, order_id, reservation_id, payment_reference,
                refund_reference, content, step, attempts, unwanted, owner, fence, due_at, expires_at, created_at, updated_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, ?, ?, ?, ?, ?)
                """)
        let texts: StatementArguments = [
            record.id.description, key.scope, key.value, Data(fingerprint.bytes), record.cartID.description,
            record.orderID.description, record.reservationID.description, record.paymentReference.description,
            record.refundReference.description, try StoredJSON.text(record.content), record.step.rawValue, owner,
        ]
        let numbers: StatementArguments = [
            record.fence, record.dueAt.milliseconds, record.expiresAt.milliseconds, record.createdAt.milliseconds,
            record.updatedAt.milliseconds,
        ]
        try statement.execute(arguments: texts + numbers)
    }

    /// Writes what a step has changed, if the checkout is still in the hands that it was, and where it was: two calls of
    /// the workflow for one step have the same fence.
    ///
    /// - Parameters:
    ///   - step: Where it went on from.
    ///   - owner: Who carries it from now on; nil for nobody.
    /// - Throws: ``CheckoutLost``.
    static func update(
        _ record: CheckoutRecord, from step: CheckoutStep, owner: String?, _ db: Database
    ) throws {
        precondition(record.step.isKept, "\(record.step) is not kept")
        let statement = try db.cachedStatement(
            sql: """
                UPDATE checkout SET step = ?, refusal = ?, provider_id = ?, action = ?, paid_order = ?, attempts = ?,
                owner = ?, due_at = ?, updated_at = ?
                WHERE id = ? AND fence = ? AND step = ? AND due_at IS NOT NULL
                """)
        try statement.execute(arguments: [
            record.step.rawValue, try record.refusal.map(StoredJSON.text), record.providerID,
            try record.action.map(StoredJSON.text), record.paidOrder, record.attempts,
            record.step.isLast ? nil : owner, record.step.isLast ? nil : record.dueAt.milliseconds,
            record.updatedAt.milliseconds, record.id.description, record.fence, step.rawValue,
        ])
        guard db.changesCount == 1 else { throw CheckoutLost(id: record.id, fence: record.fence) }
    }

    /// Whether the checkout is still where it was, in the hands that it was.
    static func isAt(_ step: CheckoutStep, _ record: CheckoutRecord, _ db: Database) throws -> Bool {
        let statement = try db.cachedStatement(
            sql: "SELECT 1 FROM checkout WHERE id = ? AND fence = ? AND step = ? AND due_at IS NOT NULL")
        return try Int.fetchOne(
            statement, arguments: [record.id.description, record.fence, step.rawValue]) != nil
    }

    static func find(_ id: Checkout.ID, _ db: Database) throws -> CheckoutRecord? {
        let statement = try db.cachedStatement(sql: "SELECT \(columns) FROM checkout WHERE id = ?")
        return try Row.fetchOne(statement, arguments: [id.description]).map(record)
    }

    /// The checkout that a request began, and what that request asked for.
    static func find(
        _ key: IdempotencyKey, _ db: Database
    ) throws -> (record: CheckoutRecord, fingerprint: [UInt8])? {
        let statement = try db.cachedStatement(
            sql: "SELECT \(columns), fingerprint FROM checkout WHERE scope = ? AND key = ?")
        return try Row.fetchOne(statement, arguments: [key.scope, key.value]).map { row in
            (try record(row), Array(row[19] as Data))
        }
    }
}
