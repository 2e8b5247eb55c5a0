package import MeshCore

/// All refunds of an order, the oldest first.
package struct RefundList: Codable, Sendable, Equatable {
    /// The most refunds of one order.
    package static let limit = 100

    package var items: [Refund]

    package init(items: [Refund]) {
        self.items = items
    }
}

extension RefundList: Described {
    package static let schema = JSONSchema.object(
        "RefundList", description: "All refunds of an order, the oldest first.",
        [.required("items", .array(of: Refund.schema, count: 0...limit))])
}
