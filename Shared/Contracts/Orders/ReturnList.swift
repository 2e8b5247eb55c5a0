package import MeshCore

/// All returns of an order, the oldest first.
package struct ReturnList: Codable, Sendable, Equatable {
    /// The most returns of one order.
    package static let limit = 100

    package var items: [Return]

    package init(items: [Return]) {
        self.items = items
    }
}

extension ReturnList: Described {
    package static let schema = JSONSchema.object(
        "ReturnList", description: "All returns of an order, the oldest first.",
        [.required("items", .array(of: Return.schema, count: 0...limit))])
}
