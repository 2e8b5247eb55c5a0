package import MeshCore

/// An account that has bought something, with what it bought last.
package struct Buyer: Codable, Sendable, Equatable {
    /// Something that was bought.
    package struct Item: Codable, Sendable, Equatable {
        package var sku: String
        package var title: String

        package init(sku: String, title: String) {
            self.sku = sku
            self.title = title
        }
    }

    /// The most things that are told of one.
    package static let itemLimit = 5

    package var account: String
    /// When it has last bought something.
    package var lastAt: Timestamp
    /// What it bought, the last first.
    package var items: [Item]

    package init(account: String, lastAt: Timestamp, items: [Item]) {
        self.account = account
        self.lastAt = lastAt
        self.items = items
    }
}

extension Buyer: Described {
    package static let schema = JSONSchema.object(
        "Buyer", description: "An account that has bought something, with what it bought last.",
        [
            .required("account", OrdersFields.account), .required("lastAt", OrdersFields.time),
            .required(
                "items",
                .array(
                    of: .object([.required("sku", OrdersFields.sku), .required("title", OrdersFields.title)]),
                    count: 1...itemLimit)),
        ])
}
