package import MeshCore

/// What orders has erased of an account: `DELETE /internal/accounts/{account}`, for the workflow that erases.
package struct ErasedBuyer: Codable, Sendable, Equatable {
    package var account: String
    /// Carts that are gone.
    package var carts: Int64
    /// Lines of the purchase history that are gone.
    package var purchases: Int64
    /// Orders that tell no longer whose they were.
    package var orders: Int64
    /// Orders with an invoice, which the law wants kept.
    package var kept: Int64
    /// Until when the last of those is kept; absent when there is none. Erased again after it, they go as well.
    package var keptUntil: Timestamp?

    package init(
        account: String, carts: Int64, purchases: Int64, orders: Int64, kept: Int64, keptUntil: Timestamp? = nil
    ) {
        self.account = account
        self.carts = carts
        self.purchases = purchases
        self.orders = orders
        self.kept = kept
        self.keptUntil = keptUntil
    }
}

extension ErasedBuyer: Described {
    package static let schema = JSONSchema.object(
        "ErasedBuyer", description: "What orders has erased of an account.",
        [
            .required("account", .string(1...64)),
            .required("carts", OrdersFields.count),
            .required("purchases", OrdersFields.count),
            .required("orders", OrdersFields.count),
            .required("kept", OrdersFields.count),
            .optional("keptUntil", OrdersFields.time),
        ])
}
