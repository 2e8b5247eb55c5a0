import GRDB
import MeshCore
import MeshStore
import OrdersAPI

extension OrdersStore {
    /// A page of orders.
    ///
    /// - Throws: ``OrdersError/damagedRow(_:)``, `StoreError`.
    func orders(_ query: OrderQuery, after position: OrderPosition?, limit: Int) async throws -> [Order] {
        try await store.read { db in
            let page = OrderListStatement(query, after: position, limit: limit)
            return try Row.fetchAll(db.cachedStatement(sql: page.sql), arguments: page.arguments).map(OrderRow.order)
        }
    }

    /// A page of purchases.
    ///
    /// - Throws: `StoreError`.
    func purchases(_ query: PurchaseQuery, after position: PurchasePosition?, limit: Int) async throws -> [Purchase] {
        try await store.read { db in
            let page = PurchaseListStatement(query, after: position, limit: limit)
            return try Row.fetchAll(db.cachedStatement(sql: page.sql), arguments: page.arguments)
                .map(PurchaseRow.purchase)
        }
    }
}
