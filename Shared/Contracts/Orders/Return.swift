package import MeshCore

/// Goods of an order that go back.
package struct Return: Identified, Codable, Sendable, Equatable {
    package static let idPrefix = "ret"
    package typealias ID = MeshCore.ID<Return>

    package var id: ID
    package var orderId: Order.ID
    package var state: ReturnState
    package var lines: [UnitCount]
    /// Why they go back.
    package var reason: String?
    /// Why they are not taken.
    package var rejection: String?
    /// What gives the money back; absent until they came, and when there is none to give.
    package var refundId: Refund.ID?
    package var requestedAt: Timestamp
    package var settledAt: Timestamp?

    package init(
        id: ID, orderId: Order.ID, state: ReturnState, lines: [UnitCount], reason: String? = nil,
        rejection: String? = nil, refundId: Refund.ID? = nil, requestedAt: Timestamp, settledAt: Timestamp? = nil
    ) {
        self.id = id
        self.orderId = orderId
        self.state = state
        self.lines = lines
        self.reason = reason
        self.rejection = rejection
        self.refundId = refundId
        self.requestedAt = requestedAt
        self.settledAt = settledAt
    }
}

extension Return: Described {
    package static let schema = JSONSchema.object(
        "Return", description: "Goods of an order that go back.",
        [
            .required("id", .id(ID.self)),
            .required("orderId", .id(Order.ID.self)),
            .required("state", .enumeration(ReturnState.self)),
            .required("lines", .array(of: UnitCount.schema, count: 1...OrdersFields.lineLimit)),
            .optional("reason", .string(0...200)),
            .optional("rejection", .string(0...200)),
            .optional("refundId", .id(Refund.ID.self)),
            .required("requestedAt", OrdersFields.time),
            .optional("settledAt", OrdersFields.time),
        ])
}
