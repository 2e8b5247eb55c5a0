package import MeshCore

/// Asks for a cart: `POST /v1/carts`.
package struct CreateCart: Codable, Sendable, Equatable {
    /// Absent means the shop's own.
    package var currency: Currency?
    package var channel: String?
    package var country: String?

    package init(currency: Currency? = nil, channel: String? = nil, country: String? = nil) {
        self.currency = currency
        self.channel = channel
        self.country = country
    }
}

extension CreateCart: Described {
    package static let schema = JSONSchema.object(
        "CreateCart", description: "Asks for a cart.",
        [
            .optional("currency", OrdersFields.currency),
            .optional("channel", OrdersFields.channel),
            .optional("country", OrdersFields.country),
        ])
}
