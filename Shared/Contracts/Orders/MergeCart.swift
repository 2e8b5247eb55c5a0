package import MeshCore

/// Puts a guest's cart into the account's: `POST /v1/carts/mine/merge`.
package struct MergeCart: Codable, Sendable, Equatable {
    package var cartId: Cart.ID
    /// The guest cart's.
    package var secret: String

    package init(cartId: Cart.ID, secret: String) {
        self.cartId = cartId
        self.secret = secret
    }
}

extension MergeCart: Described {
    package static let schema = JSONSchema.object(
        "MergeCart", description: "Puts a guest's cart into the account's.",
        [.required("cartId", .id(Cart.ID.self)), .required("secret", OrdersFields.secret)])
}
