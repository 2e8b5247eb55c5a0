package import MeshCore

/// Asks what things cost, all at one moment: `POST /v1/prices/quote`.
package struct QuotePrices: Codable, Sendable, Equatable {
    /// What is asked for, and how many.
    package struct Line: Codable, Sendable, Equatable {
        package var sku: String
        package var quantity: Int64

        package init(sku: String, quantity: Int64) {
            self.sku = sku
            self.quantity = quantity
        }
    }

    package var currency: Currency
    /// Where it is sold.
    package var channel: String?
    /// The buyer's country, by its code of ISO 3166-1.
    package var country: String?
    /// Whom it is sold to; taken from services of the mesh and from admins only.
    package var customerGroup: String?
    /// Each is priced by its own quantity, also when two have one sku.
    package var lines: [Line]

    package init(
        currency: Currency, channel: String? = nil, country: String? = nil, customerGroup: String? = nil, lines: [Line]
    ) {
        self.currency = currency
        self.channel = channel
        self.country = country
        self.customerGroup = customerGroup
        self.lines = lines
    }
}

extension QuotePrices: Described {
    package static let schema = JSONSchema.object(
        "QuotePrices", description: "Asks what things cost, all at one moment.",
        [
            .required("currency", ProductFields.currency),
            .optional("channel", PriceFields.channel),
            .optional("country", PriceFields.country),
            .optional("customerGroup", PriceFields.customerGroup),
            .required(
                "lines",
                .array(
                    of: .object([
                        .required("sku", ProductFields.sku), .required("quantity", PriceFields.quantity),
                    ]), count: 1...PriceFields.mostLines)),
        ])
}
