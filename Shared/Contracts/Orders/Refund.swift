package import MeshCore

/// Money of an order that is given back.
package struct Refund: Identified, Codable, Sendable, Equatable {
    package static let idPrefix = "rfd"
    package typealias ID = MeshCore.ID<Refund>

    package var id: ID
    package var orderId: Order.ID
    package var state: RefundState
    package var amount: Money
    package var reason: String?
    /// Why the provider refused it, as a code.
    package var failure: String?
    package var requestedAt: Timestamp
    package var settledAt: Timestamp?

    package init(
        id: ID, orderId: Order.ID, state: RefundState, amount: Money, reason: String? = nil, failure: String? = nil,
        requestedAt: Timestamp, settledAt: Timestamp? = nil
    ) {
        self.id = id
        self.orderId = orderId
        self.state = state
        self.amount = amount
        self.reason = reason
        self.failure = failure
        self.requestedAt = requestedAt
        self.settledAt = settledAt
    }
}

extension Refund: Described {
    package static let schema = JSONSchema.object(
        "Refund", description: "Money of an order that is given back.",
        [
            .required("id", .id(ID.self)),
            .required("orderId", .id(Order.ID.self)),
            .required("state", .enumeration(RefundState.self)),
            .required("amount", OrdersFields.price),
            .optional("reason", .string(0...200)),
            .optional("failure", .string(0...128)),
            .required("requestedAt", OrdersFields.time),
            .optional("settledAt", OrdersFields.time),
        ])
}
