package import MeshCore

/// Says that goods came back: `POST /v1/orders/{id}/returns/{rid}/receive`.
package struct ReceiveReturn: Codable, Sendable, Equatable {
    /// Whether they can be sold again; absent means yes.
    package var restock: Bool?
    /// What is given back; absent means what the units cost.
    package var refund: Money?

    package init(restock: Bool? = nil, refund: Money? = nil) {
        self.restock = restock
        self.refund = refund
    }
}

extension ReceiveReturn: Described {
    package static let schema = JSONSchema.object(
        "ReceiveReturn", description: "Says that goods came back.",
        [
            .optional("restock", .boolean(description: "Whether they can be sold again; absent means yes.")),
            .optional("refund", OrdersFields.price),
        ])
}
