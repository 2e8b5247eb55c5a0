package import MeshCore

/// What happened to orders since a reader has last said how far it has come.
package struct OrderFeedPage: Codable, Sendable, Equatable {
    /// The events, in the order of their commits.
    package var items: [OrderEvent]
    /// How far the reader has come when it is done with them: what it says next.
    package var position: Int64
    /// Whether there is more behind them by now.
    package var hasMore: Bool

    package init(items: [OrderEvent], position: Int64, hasMore: Bool) {
        self.items = items
        self.position = position
        self.hasMore = hasMore
    }
}

extension OrderFeedPage: Described {
    package static let schema = JSONSchema.object(
        "OrderFeedPage", description: "What happened to orders since a reader has last said how far it has come.",
        [
            .required("items", .array(of: OrderEvent.schema)),
            .required("position", OrdersFields.position),
            .required("hasMore", .boolean(description: "Whether there is more behind them by now.")),
        ])
}
