package import MeshCore

/// All that somebody wants to be told of, the newest first.
package struct StockWatchList: Codable, Sendable, Equatable {
    /// The most that an account has.
    package static let limit = 100

    package var items: [StockWatch]

    package init(items: [StockWatch]) { self.items = items }
}

extension StockWatchList: Described {
    package static let schema = JSONSchema.object(
        "StockWatchList", description: "All that somebody wants to be told of, the newest first.",
        [.required("items", .array(of: StockWatch.schema, count: 0...limit))])
}
