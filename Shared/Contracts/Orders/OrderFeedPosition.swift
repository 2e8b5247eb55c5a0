package import MeshCore

/// How far a reader of orders' events has come: all up to there is done with. Also the request that says so.
package struct OrderFeedPosition: Codable, Sendable, Equatable {
    package var position: Int64

    package init(position: Int64) { self.position = position }
}

extension OrderFeedPosition: Described {
    package static let schema = JSONSchema.object(
        "OrderFeedPosition", description: "How far a reader of orders' events has come.",
        [.required("position", OrdersFields.position)])
}
