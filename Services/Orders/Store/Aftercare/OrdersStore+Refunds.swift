import GRDB
import MeshCore
import MeshStore
import OrdersAPI

extension OrdersStore {
    /// For so long whoever decided a refund or a restocking carries it out; after it, the worker does.
    static let grace = Duration.seconds(30)

    /// Decides a refund: what all refunds of an order come to never exceeds what was captured, which one conditional
    /// update sees to.
    ///
    /// - Parameters:
    ///   - refund: Pending.
    ///   - db: The database of the transaction that it belongs into.
    /// - Throws: ``OrdersError/refundTooLarge(left:)``, ``OrdersError/refused(code:detail:)``; `DatabaseError`.
    func decide(_ refund: Refund, of order: Order, _ db: Database) throws {
        guard refund.amount.currency == order.total.currency else {
            throw OrdersError.invalid([
                FieldError(
                    field: "amount.currency", code: "other_currency",
                    message: "The order was paid in \(order.total.currency).")
            ])
        }
        let count = try Int.fetchOne(
            db.cachedStatement(sql: "SELECT count(*) FROM refund WHERE order_id = ?"),
            arguments: [order.id.description])
        guard count ?? 0 < RefundList.limit else {
            throw OrdersError.refused(
                code: "too_many_refunds", detail: "An order has at most \(RefundList.limit) refunds.")
        }
        try db.cachedStatement(
            sql: "UPDATE shop_order SET refunding = refunding + ? WHERE id = ? AND captured - refunding >= ?"
        ).execute(arguments: [refund.amount.amount, order.id.description, refund.amount.amount])
        guard db.changesCount == 1 else { throw OrdersError.refundTooLarge(left: try left(of: order, db)) }
        try RefundRow.insert(refund, due: refund.requestedAt + Self.grace, db)
    }

    /// What was captured and is not being given back.
    func left(of order: Order, _ db: Database) throws -> Money {
        let statement = try db.cachedStatement(sql: "SELECT captured - refunding FROM shop_order WHERE id = ?")
        let amount = try Int64.fetchOne(statement, arguments: [order.id.description]) ?? 0
        return Money(amount: amount, currency: order.total.currency)
    }

    /// Decides a refund that somebody asks for, and finishes the claim of the request.
    ///
    /// - Parameter finish: Runs in the same transaction.
    /// - Throws: ``OrdersError``; what `finish` throws; `StoreError`.
    func refund(
        _ order: Order.ID, _ request: CreateRefund, id: Refund.ID,
        finish: @escaping @Sendable (Refund, Database) throws -> Void
    ) async throws -> Refund {
        try await store.write { [self] db in
            guard let order = try OrderRow.find(order, db) else { throw OrdersError.orderNotFound }
            let refund = Refund(
                id: id, orderId: order.id, state: .pending, amount: request.amount, reason: request.reason,
                requestedAt: clock.now())
            try decide(refund, of: order, db)
            try finish(refund, db)
            return refund
        }
    }

    /// Writes down what the provider said to a refund. Only the first word counts.
    ///
    /// - Parameters:
    ///   - state: Succeeded or failed.
    ///   - failure: Why it failed, as a code.
    /// - Returns: The refund as it is then.
    /// - Throws: ``OrdersError``; `StoreError`.
    func settle(_ id: Refund.ID, as state: RefundState, failure: String? = nil) async throws -> Refund? {
        try await store.write { [self] db in
            let now = clock.now()
            guard try RefundRow.settle(id, as: state, failure: failure, at: now, db),
                let refund = try RefundRow.find(id, db), var order = try OrderRow.find(refund.orderId, db)
            else { return try RefundRow.find(id, db) }
            guard state == .succeeded else {
                try db.cachedStatement(sql: "UPDATE shop_order SET refunding = refunding - ? WHERE id = ?")
                    .execute(arguments: [refund.amount.amount, order.id.description])
                return refund
            }
            let version = order.version
            order.payment.refunded.amount += refund.amount.amount
            order.updatedAt = max(now, order.updatedAt)
            order.version += 1
            try OrderRow.update(order, from: version, db)
            try tell(
                OrderEvent(.refunded, time: order.updatedAt, OrderEvent.Details(order: order, refund: refund)), db)
            return refund
        }
    }

    /// Leaves a refund alone for a while.
    ///
    /// - Throws: `StoreError`.
    func postpone(_ id: Refund.ID) async throws {
        try await store.write { [clock] db in
            let attempts =
                try Int64.fetchOne(
                    db.cachedStatement(sql: "SELECT attempts FROM refund WHERE id = ?"), arguments: [id.description])
                ?? 0
            try db.cachedStatement(
                sql: "UPDATE refund SET attempts = attempts + 1, due_at = ? WHERE id = ? AND state = 'pending'"
            ).execute(arguments: [
                (clock.now() + RetryPause.after(attempts: attempts)).milliseconds, id.description,
            ])
        }
    }

    static let dueRefundsSQL =
        "SELECT id FROM refund WHERE due_at IS NOT NULL AND due_at <= ? ORDER BY due_at LIMIT ?"

    /// Refunds and restockings that nobody has carried out in time.
    ///
    /// - Throws: `StoreError`.
    func due(limit: Int) async throws -> (refunds: [Refund.ID], restocks: [Restock]) {
        try await store.read { [clock] db in
            let now = clock.now()
            let refunds = try String.fetchAll(
                db.cachedStatement(sql: Self.dueRefundsSQL), arguments: [now.milliseconds, limit])
            return (refunds.compactMap { Refund.ID($0) }, try RestockRow.due(by: now, limit: limit, db))
        }
    }

    /// A refund with its order.
    ///
    /// - Throws: ``OrdersError/damagedRow(_:)``; `StoreError`.
    func refund(_ id: Refund.ID) async throws -> (refund: Refund, order: Order)? {
        try await store.read { db in
            guard let refund = try RefundRow.find(id, db), let order = try OrderRow.find(refund.orderId, db) else {
                return nil
            }
            return (refund, order)
        }
    }

    /// What is still to be carried out for an order or a return.
    ///
    /// - Throws: `StoreError`.
    func pending(of order: Order.ID, reference: String) async throws -> (refunds: [Refund.ID], restocks: [Restock]) {
        try await store.read { db in
            let refunds = try RefundRow.all(of: order, db).filter { $0.state == .pending }.map(\.id)
            return (refunds, try RestockRow.pending(of: reference, db))
        }
    }

    /// Writes down that goods are back in stock, or leaves them alone for a while.
    ///
    /// - Throws: `StoreError`.
    func settle(_ restock: Restock, isDone: Bool) async throws {
        try await store.write { [clock] db in
            let now = clock.now()
            if isDone {
                try RestockRow.finish(restock, at: now, db)
            } else {
                try RestockRow.postpone(restock, until: now + RetryPause.after(attempts: restock.attempts), db)
            }
        }
    }

    /// All refunds of an order, the oldest first.
    ///
    /// - Throws: `StoreError`.
    func refunds(of order: Order.ID) async throws -> [Refund] {
        try await store.read { db in try RefundRow.all(of: order, db) }
    }
}
