package import MeshCore

/// That there is something again, and who wants to be told.
package struct BackInStock: Codable, Sendable, Equatable {
    /// The wish, which goes when it is fulfilled.
    package var watch: StockWatch.ID
    package var account: String
    package var sku: String
    package var title: String
    /// What it costs without anybody's price list.
    package var price: Money
    package var available: Int64

    package init(
        watch: StockWatch.ID, account: String, sku: String, title: String, price: Money, available: Int64
    ) {
        self.watch = watch
        self.account = account
        self.sku = sku
        self.title = title
        self.price = price
        self.available = available
    }
}

extension BackInStock: Described {
    package static let schema = JSONSchema.object(
        "BackInStock", description: "That there is something again, and who wants to be told.",
        [
            .required("watch", .id(StockWatch.ID.self)), .required("account", .string(1...64)),
            .required("sku", ProductFields.sku), .required("title", ProductFields.title),
            .required("price", ProductFields.price), .required("available", .integer(1...)),
        ])
}
