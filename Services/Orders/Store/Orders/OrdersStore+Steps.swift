import Foundation
import GRDB
import MeshCore
import MeshStore
import OrdersAPI

extension OrdersStore {
    /// A check of what is stored before it is changed; throws to leave it alone.
    typealias Precondition = @Sendable (Order) throws -> Void

    /// An order, if the caller may see it: its buyer, and admins.
    ///
    /// - Throws: ``OrdersError/orderNotFound``; `DatabaseError`.
    func owned(_ id: Order.ID, by caller: Caller, _ db: Database) throws -> Order {
        guard let order = try OrderRow.find(id, db) else { throw OrdersError.orderNotFound }
        if caller.isAdmin { return order }
        let digest = try Data.fetchOne(
            db.cachedStatement(sql: "SELECT secret_digest FROM shop_order WHERE id = ?"), arguments: [id.description])
        guard caller.owns(account: order.account, digest: digest.map { Array($0) }) else {
            throw OrdersError.orderNotFound
        }
        return order
    }

    /// The same, on the caller's thread.
    ///
    /// - Throws: ``OrdersError/orderNotFound``; `StoreError`.
    func owned(_ id: Order.ID, by caller: Caller) throws -> Order {
        try store.fastRead { db in try owned(id, by: caller, db) }
    }

    /// Calls an order off that was not shipped yet. Done again, it changes nothing.
    ///
    /// One that is placed is checkout's, which is about to take its money and ends it by itself.
    ///
    /// - Throws: ``OrdersError``; what the precondition throws; `StoreError`.
    func cancel(
        _ id: Order.ID, by caller: Caller, reason: String?, if precondition: @escaping Precondition
    ) async throws -> Order {
        try await store.write { [self] db in
            let order = try owned(id, by: caller, db)
            if order.state == .cancelled { return order }
            try precondition(order)
            guard order.state != .placed else { throw OrdersError.notAllowed(.cancelled, from: .placed) }
            return try advance(order, by: .cancel(reason: reason), db).order
        }
    }

    /// Takes an order one step further. Done again, it changes nothing; but a parcel is not sent twice.
    ///
    /// - Throws: ``OrdersError``; what the precondition throws; `StoreError`.
    func step(_ id: Order.ID, _ step: OrderStep, if precondition: @escaping Precondition) async throws -> Order {
        try await store.write { [self] db in
            guard let order = try OrderRow.find(id, db) else { throw OrdersError.orderNotFound }
            if order.isAt(step) { return order }
            try precondition(order)
            return try advance(order, by: step, db).order
        }
    }
}

extension Order {
    /// Whether a step has led to where the order is.
    fileprivate func isAt(_ step: OrderStep) -> Bool {
        guard state == step.state else { return false }
        if case .ship(let tracking) = step { return tracking == self.tracking }
        return true
    }
}
