package import MeshCore

/// What an SKU costs on a price list from a quantity on.
///
/// Of the entries that hold, the one with the highest quantity that is reached counts; of two with one quantity the one
/// that began later. So an entry with a beginning changes the price from then on, and needs no other one to be edited.
package struct PriceEntry: Codable, Sendable, Equatable {
    package var sku: String
    /// From how many units on.
    package var minQuantity: Int64
    /// Minor units of the list's currency, for one unit.
    package var amount: Int64
    /// From when it holds; nil for as long as the list.
    package var validFrom: Timestamp?
    /// Until when it holds, this moment not included; nil for as long as the list.
    package var validUntil: Timestamp?

    package init(
        sku: String, minQuantity: Int64 = 1, amount: Int64, validFrom: Timestamp? = nil, validUntil: Timestamp? = nil
    ) {
        self.sku = sku
        self.minQuantity = minQuantity
        self.amount = amount
        self.validFrom = validFrom
        self.validUntil = validUntil
    }

    /// The entry as JSON with its members in their order.
    package var json: JSONValue {
        var object: JSONObject = [
            "sku": .string(sku), "minQuantity": .int(minQuantity), "amount": .int(amount),
        ]
        object["validFrom"] = validFrom.map { .string($0.description) }
        object["validUntil"] = validUntil.map { .string($0.description) }
        return .object(object)
    }
}

extension PriceEntry: Described {
    package static let schema = JSONSchema.object(
        "PriceEntry", description: "What an SKU costs on a price list from a quantity on.",
        [
            .required("sku", ProductFields.sku),
            .required("minQuantity", PriceFields.minQuantity),
            .required("amount", ProductFields.amount),
            .optional("validFrom", PriceFields.validFrom),
            .optional("validUntil", PriceFields.validUntil),
        ])
}
