package import MeshCore

/// What a rule does to a price.
package struct PriceAdjustment: Codable, Sendable, Equatable {
    /// How the value is meant.
    package enum Kind: String, Codable, Sendable, CaseIterable {
        /// Hundredths of a percent that are added: -1500 makes it 15 % cheaper. Rounded half up to minor units.
        case percent
        /// Minor units that are added.
        case fixed
        /// Minor units that take the price's place.
        case absolute
    }

    package var kind: Kind
    package var value: Int64

    package init(kind: Kind, value: Int64) {
        self.kind = kind
        self.value = value
    }

    /// The adjustment as JSON with its members in their order.
    package var json: JSONValue { ["kind": .string(kind.rawValue), "value": .int(value)] }
}

extension PriceAdjustment: Described {
    package static let schema = JSONSchema.object(
        "PriceAdjustment", description: "What a rule does to a price.",
        [
            .required("kind", .enumeration(Kind.self, description: "percent counts in hundredths of a percent.")),
            .required("value", .integer(-ProductFields.largestAmount...ProductFields.largestAmount)),
        ])
}
