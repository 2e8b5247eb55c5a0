package import MeshCore

/// Prices for a currency and for whom they hold: a sale, a country, a trade customer. Its prices are its entries.
package struct PriceList: Identified, Codable, Sendable, Equatable {
    package static let idPrefix = "prl"
    package typealias ID = MeshCore.ID<PriceList>

    /// What its prices are to those beside which they are shown.
    package enum Kind: String, Codable, Sendable, CaseIterable {
        /// It takes the place of the product's own price.
        case override
        /// It stands beside the price without it.
        case sale
    }

    package var id: ID
    /// A name for programs and people, unique without regard to case.
    package var code: String
    package var title: String
    /// The currency of its amounts; it never changes.
    package var currency: Currency
    /// Where it holds; nil for everywhere.
    package var channel: String?
    /// In which country it holds; nil for all.
    package var country: String?
    /// For whom it holds; nil for everybody.
    package var customerGroup: String?
    /// From when it holds; nil for ever since.
    package var validFrom: Timestamp?
    /// Until when it holds, this moment not included; nil for ever.
    package var validUntil: Timestamp?
    /// Among lists that are equally specific the higher one wins.
    package var priority: Int64
    package var kind: Kind
    package var active: Bool
    package var createdAt: Timestamp
    package var updatedAt: Timestamp
    /// Counts the changes of the list, not of its entries, from 1; the ETag is this number.
    package var version: Int64

    package init(
        id: ID, code: String, title: String, currency: Currency, channel: String? = nil, country: String? = nil,
        customerGroup: String? = nil, validFrom: Timestamp? = nil, validUntil: Timestamp? = nil, priority: Int64 = 0,
        kind: Kind = .override, active: Bool = true, createdAt: Timestamp, updatedAt: Timestamp, version: Int64 = 1
    ) {
        self.id = id
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
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.version = version
    }

    /// The list as JSON with its members in their order: a strong ETag means the same bytes from every instance.
    package var json: JSONValue {
        var object: JSONObject = [
            "id": .string(id.description), "code": .string(code), "title": .string(title),
            "currency": .string(currency.description),
        ]
        object["channel"] = channel.map { .string($0) }
        object["country"] = country.map { .string($0) }
        object["customerGroup"] = customerGroup.map { .string($0) }
        object["validFrom"] = validFrom.map { .string($0.description) }
        object["validUntil"] = validUntil.map { .string($0.description) }
        object["priority"] = .int(priority)
        object["kind"] = .string(kind.rawValue)
        object["active"] = .bool(active)
        object["createdAt"] = .string(createdAt.description)
        object["updatedAt"] = .string(updatedAt.description)
        object["version"] = .int(version)
        return .object(object)
    }
}

extension PriceList: Described {
    package static let schema = JSONSchema.object(
        "PriceList", description: "Prices for a currency and for whom they hold.",
        [
            .required("id", .id(ID.self)),
            .required("code", PriceFields.code),
            .required("title", PriceFields.title),
            .required("currency", ProductFields.currency),
            .optional("channel", PriceFields.channel),
            .optional("country", PriceFields.country),
            .optional("customerGroup", PriceFields.customerGroup),
            .optional("validFrom", PriceFields.validFrom),
            .optional("validUntil", PriceFields.validUntil),
            .required("priority", PriceFields.priority),
            .required("kind", .enumeration(Kind.self)),
            .required("active", PriceFields.active),
            .required("createdAt", PriceFields.moment),
            .required("updatedAt", PriceFields.moment),
            .required("version", PriceFields.version),
        ])
}
