package import MeshCore

/// What there is again, who has waited longest first.
package struct BackInStockList: Codable, Sendable, Equatable {
    package var items: [BackInStock]

    package init(items: [BackInStock]) { self.items = items }
}

extension BackInStockList: Described {
    package static let schema = JSONSchema.object(
        "BackInStockList", description: "What there is again, who has waited longest first.",
        [.required("items", .array(of: BackInStock.schema))])
}
