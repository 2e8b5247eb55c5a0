package import MeshCore

/// How many of all hits have each value of a key. A key that is filtered by is counted as if it were not, so that its
/// other values can be chosen, too.
package struct SearchFacet: Codable, Sendable, Equatable {
    /// A value and its hits.
    package struct Value: Codable, Sendable, Equatable {
        package var value: String
        package var count: Int

        package init(value: String, count: Int) {
            self.value = value
            self.count = count
        }
    }

    /// The prices of one currency.
    package struct Prices: Codable, Sendable, Equatable {
        package var currency: Currency
        package var count: Int
        /// Minor units.
        package var minimum: Int64
        /// Minor units.
        package var maximum: Int64

        package init(currency: Currency, count: Int, minimum: Int64, maximum: Int64) {
            self.currency = currency
            self.count = count
            self.minimum = minimum
            self.maximum = maximum
        }
    }

    /// `category`, `tags`, `active`, `price`, or `attributes.` and a name.
    package var key: String
    /// The hundred most frequent, the most frequent first. A category counts for those above it, too.
    package var values: [Value]
    /// Only of the key `price`.
    package var prices: [Prices]

    package init(key: String, values: [Value] = [], prices: [Prices] = []) {
        self.key = key
        self.values = values
        self.prices = prices
    }
}

extension SearchFacet: Described {
    package static let schema = JSONSchema.object(
        "SearchFacet", description: "How many of all hits have each value of a key.",
        [
            .required("key", .string(1...128)),
            .required(
                "values",
                .array(
                    of: .object([
                        .required("value", .string()), .required("count", .integer(1...)),
                    ]), count: 0...100, description: "The most frequent first.")),
            .required(
                "prices",
                .array(
                    of: .object([
                        .required("currency", ProductFields.currency), .required("count", .integer(1...)),
                        .required("minimum", ProductFields.amount), .required("maximum", ProductFields.amount),
                    ]), count: 0...2048, description: "Only of the key price.")),
        ])
}
