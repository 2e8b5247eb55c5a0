package import MeshCore

/// A cart on its way to becoming an order.
package struct Checkout: Identified, Codable, Sendable, Equatable {
    package static let idPrefix = "chk"
    package typealias ID = MeshCore.ID<Checkout>

    package var id: ID
    package var state: CheckoutState
    package var cartId: Cart.ID
    /// The order that it becomes; there is none to be read before it is placed.
    package var orderId: Order.ID
    package var total: Money
    /// What the buyer has to do; absent while they have nothing to do.
    package var action: BuyerAction?
    /// Why nothing came of it (`payment_declined`); absent unless that is so.
    package var failure: String?
    /// Until when the buyer may still agree to the payment.
    package var expiresAt: Timestamp
    package var createdAt: Timestamp
    package var updatedAt: Timestamp

    package init(
        id: ID, state: CheckoutState, cartId: Cart.ID, orderId: Order.ID, total: Money, action: BuyerAction? = nil,
        failure: String? = nil, expiresAt: Timestamp, createdAt: Timestamp, updatedAt: Timestamp
    ) {
        self.id = id
        self.state = state
        self.cartId = cartId
        self.orderId = orderId
        self.total = total
        self.action = action
        self.failure = failure
        self.expiresAt = expiresAt
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

extension Checkout: Described {
    package static let schema = JSONSchema.object(
        "Checkout", description: "A cart on its way to becoming an order.",
        [
            .required("id", .id(ID.self)),
            .required("state", .enumeration(CheckoutState.self)),
            .required("cartId", .id(Cart.ID.self)),
            .required("orderId", .id(Order.ID.self)),
            .required("total", OrdersFields.price),
            .optional("action", BuyerAction.schema),
            .optional("failure", .string(1...64)),
            .required("expiresAt", OrdersFields.time),
            .required("createdAt", OrdersFields.time),
            .required("updatedAt", OrdersFields.time),
        ])
}
