package import MeshCore

/// A page of carts that were left, the one that was left first in front.
package struct IdleCartList: Codable, Sendable, Equatable {
    package var items: [IdleCart]
    /// Where the next page begins; absent on the last one.
    package var nextCursor: String?

    package init(items: [IdleCart], nextCursor: String? = nil) {
        self.items = items
        self.nextCursor = nextCursor
    }
}

extension IdleCartList: Described {
    package static let schema = JSONSchema.object(
        "IdleCartList", description: "A page of carts that were left, the one that was left first in front.",
        [
            .required("items", .array(of: IdleCart.schema)),
            .optional("nextCursor", OrdersFields.nextCursor),
        ])
}
