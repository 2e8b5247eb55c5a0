import GRDB
import MeshCore
import MeshStore
import OrdersAPI

extension OrdersStore {
    /// Adds a return that a buyer asks for.
    ///
    /// - Parameter finish: Runs in the same transaction.
    /// - Throws: ``OrdersError``; what `finish` throws; `StoreError`.
    func requestReturn(
        of id: Order.ID, by caller: Caller, _ request: RequestReturn, under rules: ReturnRules, id returnID: Return.ID,
        finish: @escaping @Sendable (Return, Database) throws -> Void
    ) async throws -> Return {
        try await store.write { [self] db in
            let order = try owned(id, by: caller, db)
            let returns = try ReturnRow.all(of: id, db)
            guard returns.count < ReturnList.limit else {
                throw OrdersError.refused(
                    code: "too_many_returns", detail: "An order has at most \(ReturnList.limit) returns.")
            }
            let now = clock.now()
            let units = try rules.units(
                request.lines, of: order, pending: returns.filter { $0.state == .requested }, at: now)
            let goods = Return(
                id: returnID, orderId: id, state: .requested, lines: units, reason: request.reason, requestedAt: now)
            try ReturnRow.insert(goods, db)
            try finish(goods, db)
            return goods
        }
    }

    /// Takes goods back: they count as returned, their price is given back, and they go back into stock. Done again, it
    /// changes nothing.
    ///
    /// - Parameter refundID: The refund's, if there is money to give.
    /// - Throws: ``OrdersError``; `StoreError`.
    func receive(
        _ id: Return.ID, of order: Order.ID, _ request: ReceiveReturn, refundID: Refund.ID
    ) async throws -> Return {
        try await store.write { [self] db in
            guard var goods = try ReturnRow.find(id, of: order, db), var order = try OrderRow.find(order, db) else {
                throw OrdersError.returnNotFound
            }
            switch goods.state {
            case .received: return goods
            case .rejected: throw OrdersError.returnSettled(.rejected)
            case .requested: break
            }
            let now = clock.now()
            goods.state = .received
            goods.settledAt = now
            goods.refundId = try refund(goods, request, of: order, id: refundID, at: now, db)
            let version = order.version
            for units in goods.lines {
                for place in order.lines.indices where order.lines[place].sku == units.sku {
                    order.lines[place].returned += units.quantity
                }
            }
            order.updatedAt = max(now, order.updatedAt)
            order.version += 1
            try OrderRow.update(order, from: version, db)
            try ReturnRow.settle(goods, db)
            try PurchaseRow.remove(goods.lines, of: order, db)
            if request.restock ?? true {
                try RestockRow.insert(goods.lines, reference: id.description, due: now + Self.grace, db)
            }
            try tell(
                OrderEvent(.returned, time: order.updatedAt, OrderEvent.Details(order: order, returned: goods)), db)
            return goods
        }
    }

    /// What a return gives back: what was said, else what the units cost, as far as it is left.
    private func refund(
        _ goods: Return, _ request: ReceiveReturn, of order: Order, id: Refund.ID, at now: Timestamp, _ db: Database
    ) throws -> Refund.ID? {
        var amount = request.refund ?? ReturnRules.price(of: goods.lines, in: order)
        if request.refund == nil { amount.amount = min(amount.amount, try left(of: order, db).amount) }
        guard amount.amount > 0 else { return nil }
        let refund = Refund(
            id: id, orderId: order.id, state: .pending, amount: amount, reason: goods.reason, requestedAt: now)
        try decide(refund, of: order, db)
        return id
    }

    /// Refuses to take goods back. Done again, it changes nothing.
    ///
    /// - Throws: ``OrdersError``; `StoreError`.
    func reject(_ id: Return.ID, of order: Order.ID, reason: String) async throws -> Return {
        try await store.write { [clock] db in
            guard var goods = try ReturnRow.find(id, of: order, db) else { throw OrdersError.returnNotFound }
            switch goods.state {
            case .rejected: return goods
            case .received: throw OrdersError.returnSettled(.received)
            case .requested: break
            }
            goods.state = .rejected
            goods.rejection = reason
            goods.settledAt = clock.now()
            try ReturnRow.settle(goods, db)
            return goods
        }
    }

    /// All returns of an order, the oldest first.
    ///
    /// - Throws: `StoreError`.
    func returns(of order: Order.ID) async throws -> [Return] {
        try await store.read { db in try ReturnRow.all(of: order, db) }
    }
}
