package import MeshCore

/// What things cost, all at one moment and of one state of the catalog.
package struct PriceQuote: Codable, Sendable, Equatable {
    package var currency: Currency
    /// In the order of the request.
    package var lines: [QuotedLine]
    /// The moment of the prices.
    package var at: Timestamp
    /// Until when time alone changes none of them; absent when no change is planned. Somebody may still change a price
    /// before.
    package var validUntil: Timestamp?

    package init(currency: Currency, lines: [QuotedLine], at: Timestamp, validUntil: Timestamp? = nil) {
        self.currency = currency
        self.lines = lines
        self.at = at
        self.validUntil = validUntil
    }

    /// The quote as JSON with its members in their order.
    package var json: JSONValue {
        var object: JSONObject = [
            "currency": .string(currency.description), "lines": .array(lines.map(\.json)),
            "at": .string(at.description),
        ]
        object["validUntil"] = validUntil.map { .string($0.description) }
        return .object(object)
    }
}

extension PriceQuote: Described {
    package static let schema = JSONSchema.object(
        "PriceQuote", description: "What things cost, all at one moment.",
        [
            .required("currency", ProductFields.currency),
            .required("lines", .array(of: QuotedLine.schema, count: 1...PriceFields.mostLines)),
            .required("at", PriceFields.moment.describing("The moment of the prices.")),
            .optional("validUntil", PriceFields.moment.describing("Until when time alone changes none of them.")),
        ])
}
