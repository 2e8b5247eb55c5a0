import GRDB
import MeshCore
import MeshStore
import OrdersAPI

extension OrdersStore {
    /// Adds an order that is placed, with its event.
    ///
    /// - Parameters:
    ///   - order: Made by the caller, its id above all, because a write may run twice.
    ///   - secret: A guest's capability; nil for an account's order.
    ///   - db: The database of the transaction that it belongs into.
    /// - Throws: `DatabaseError`.
    func insert(_ order: Order, secret: CapabilitySecret?, _ db: Database) throws {
        precondition(order.state == .placed, "An order begins as placed")
        try OrderRow.insert(order, digest: secret?.digest, db)
        try tell(OrderEvent(.placed, time: order.placedAt, OrderEvent.Details(order: order)), db)
    }

    /// Takes an order one step further, with its event, and with what belongs to it: a number for the invoice and the
    /// buyer's history when it is paid, and the wish that it be fulfilled; the refund and the restocking when a paid one is cancelled.
    ///
    /// - Parameters:
    ///   - order: As it was read in this very transaction.
    ///   - step: What is done.
    ///   - db: The transaction's database.
    /// - Returns: The order after it, and what the step asks for.
    /// - Throws: ``OrdersError/notAllowed(_:from:)``; ``OrdersError/orderChanged``; `StoreError`.
    @discardableResult
    func advance(
        _ order: Order, by step: OrderStep, _ db: Database
    ) throws -> (order: Order, transition: OrderTransition) {
        let now = clock.now()
        var (next, transition) = try OrderMachine.take(step, on: order, at: now)
        if next.state == .paid { next.invoiceNumber = try takeInvoiceNumber(at: next.updatedAt, db) }
        try OrderRow.update(next, from: order.version, db)
        switch transition.change {
        case .paid:
            try PurchaseRow.add(next, db)
            if startsFulfilment { try wantFulfilment(of: next, db) }
        case .cancelled where order.state == .paid: try undoPurchase(next, db)
        case .placed, .shipped, .delivered, .cancelled, .returned, .refunded: break
        }
        try tell(OrderEvent(transition.change, time: next.updatedAt, OrderEvent.Details(order: next)), db)
        return (next, transition)
    }

    /// Decides what a paid order that is cancelled asks for: what is left of the money and all goods go back.
    private func undoPurchase(_ order: Order, _ db: Database) throws {
        let units = order.lines.map(\.units)
        try PurchaseRow.remove(units, of: order, db)
        try RestockRow.insert(units, reference: order.id.description, due: order.updatedAt + Self.grace, db)
        let left = try left(of: order, db)
        guard left.amount > 0 else { return }
        let refund = Refund(
            id: .make(), orderId: order.id, state: .pending, amount: left, reason: order.cancelReason,
            requestedAt: order.updatedAt)
        try decide(refund, of: order, db)
    }

    /// An order, within a transaction.
    ///
    /// - Throws: ``OrdersError/damagedRow(_:)``; `DatabaseError`.
    func order(_ id: Order.ID, _ db: Database) throws -> Order? { try OrderRow.find(id, db) }

    /// An order, on the caller's thread.
    ///
    /// - Throws: ``OrdersError/damagedRow(_:)``; `StoreError`.
    func order(_ id: Order.ID) throws -> Order? { try store.fastRead { db in try OrderRow.find(id, db) } }

    /// Adds an event to those that wait.
    func tell(_ event: OrderEvent, _ db: Database) throws {
        try outbox.append(
            id: event.id, topic: event.type.rawValue, key: event.subject,
            payload: Array(try StoredJSON.text(event).utf8), at: event.time, db)
    }

    /// The next number of the year's series. The transaction that is undone gives it back, so none is missing.
    private func takeInvoiceNumber(at time: Timestamp, _ db: Database) throws -> String {
        let year = Int(time.description.prefix(4)) ?? 0
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO invoice_series (year, last) VALUES (?, 1)
                ON CONFLICT (year) DO UPDATE SET last = last + 1 RETURNING last
                """)
        let number = try Int64.fetchOne(statement, arguments: [year]) ?? 0
        let digits = String(number)
        return "\(invoicePrefix)\(year)-" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }
}

extension OrderLine {
    /// How many of what.
    var units: UnitCount { UnitCount(sku: sku, quantity: quantity) }
}
