package import MeshCore

/// Asks for a new price list: `POST /v1/price-lists`.
package struct CreatePriceList: Codable, Sendable, Equatable {
    package var code: String
    package var title: String
    package var currency: Currency
    package var channel: String?
    package var country: String?
    package var customerGroup: String?
    package var validFrom: Timestamp?
    package var validUntil: Timestamp?
    /// Absent means 0.
    package var priority: Int64?
    /// Absent means that it overrides.
    package var kind: PriceList.Kind?
    /// Absent means true.
    package var active: Bool?

    package init(
        code: String, title: String, currency: Currency, channel: String? = nil, country: String? = nil,
        customerGroup: String? = nil, validFrom: Timestamp? = nil, validUntil: Timestamp? = nil, priority: Int64? = nil,
        kind: PriceList.Kind? = nil, active: Bool? = nil
    ) {
        self.code = code
        self.title = title
        self.currency = currency
        self.channel = channel
        self.country = country
        self.customerGroup = customerGroup
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.priority = priority
        self.kind = kind
        self.active = active
    }
}

extension CreatePriceList: Described {
    package static let schema = JSONSchema.object(
        "CreatePriceList", description: "Asks for a new price list.",
        [
            .required("code", PriceFields.code),
            .required("title", PriceFields.title),
            .required("currency", ProductFields.currency),
            .optional("channel", PriceFields.channel),
            .optional("country", PriceFields.country),
            .optional("customerGroup", PriceFields.customerGroup),
            .optional("validFrom", PriceFields.validFrom),
            .optional("validUntil", PriceFields.validUntil),
            .optional("priority", PriceFields.priority),
            .optional("kind", .enumeration(PriceList.Kind.self)),
            .optional("active", PriceFields.active),
        ])
}
