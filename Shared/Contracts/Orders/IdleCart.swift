package import MeshCore

/// A cart of an account that was filled and then left.
package struct IdleCart: Codable, Sendable, Equatable {
    /// Something that is in it.
    package struct Line: Codable, Sendable, Equatable {
        package var sku: String
        package var title: String
        package var quantity: Int64
        /// What the units cost when they were last priced; absent when they never were.
        package var total: Money?

        package init(sku: String, title: String, quantity: Int64, total: Money? = nil) {
            self.sku = sku
            self.title = title
            self.quantity = quantity
            self.total = total
        }
    }

    /// The most lines that are told of one.
    package static let lineLimit = 10

    package var id: Cart.ID
    package var account: String
    /// Counts what its owner has changed: a cart that was left again is told of again.
    package var version: Int64
    package var updatedAt: Timestamp
    /// The first of its lines.
    package var lines: [Line]
    /// How many lines it has.
    package var lineCount: Int

    package init(
        id: Cart.ID, account: String, version: Int64, updatedAt: Timestamp, lines: [Line], lineCount: Int
    ) {
        self.id = id
        self.account = account
        self.version = version
        self.updatedAt = updatedAt
        self.lines = lines
        self.lineCount = lineCount
    }
}

extension IdleCart: Described {
    package static let schema = JSONSchema.object(
        "IdleCart", description: "A cart of an account that was filled and then left.",
        [
            .required("id", .id(Cart.ID.self)),
            .required("account", OrdersFields.account),
            .required("version", OrdersFields.version),
            .required("updatedAt", OrdersFields.time),
            .required(
                "lines",
                .array(
                    of: .object([
                        .required("sku", OrdersFields.sku), .required("title", OrdersFields.title),
                        .required("quantity", OrdersFields.quantity), .optional("total", OrdersFields.price),
                    ]), count: 1...lineLimit)),
            .required("lineCount", .integer(1...)),
        ])
}
