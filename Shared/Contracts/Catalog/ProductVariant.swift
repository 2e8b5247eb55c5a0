package import MeshCore

/// One of the forms in which a product is sold, by a number of its own.
package struct ProductVariant: Codable, Sendable, Equatable {
    /// Unique among the numbers of all products and variants, without regard to case.
    package var sku: String
    /// What makes it this form, as texts by name: size and colour. All variants of a product name the same.
    package var options: JSONObject
    /// Its own price; nil to cost what the product costs.
    package var price: Money?
    /// A number of GS1 (GTIN-8, -12, -13 or -14).
    package var barcode: String?
    /// Whether it can be bought now, if the product can.
    package var active: Bool
    /// The positions in the product's media that show it.
    package var media: [Int]

    package init(
        sku: String, options: JSONObject, price: Money? = nil, barcode: String? = nil, active: Bool = true,
        media: [Int] = []
    ) {
        self.sku = sku
        self.options = options
        self.price = price
        self.barcode = barcode
        self.active = active
        self.media = media
    }

    /// Reads a variant from JSON that fits the schema; nil when it does not. What is absent has its default.
    package init?(_ json: JSONValue) {
        guard let sku = json["sku"]?.stringValue, let options = json["options"]?.objectValue else { return nil }
        self.sku = sku
        self.options = options
        price = json["price"].flatMap(Money.init(json:))
        barcode = json["barcode"]?.stringValue
        active = json["active"]?.boolValue ?? true
        media = json["media"]?.arrayValue?.compactMap { $0.intValue.map(Int.init) } ?? []
    }

    /// The variant as JSON with its members in their order.
    package var json: JSONValue {
        var object: JSONObject = ["sku": .string(sku), "options": .object(options)]
        object["price"] = price?.json
        object["barcode"] = barcode.map { .string($0) }
        object["active"] = .bool(active)
        object["media"] = .array(media.map { .int(Int64($0)) })
        return .object(object)
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        sku = try container.decode(String.self, forKey: .sku)
        options = try container.decode(JSONValue.self, forKey: .options).objectValue ?? [:]
        price = try container.decodeIfPresent(Money.self, forKey: .price)
        barcode = try container.decodeIfPresent(String.self, forKey: .barcode)
        active = try container.decodeIfPresent(Bool.self, forKey: .active) ?? true
        media = try container.decodeIfPresent([Int].self, forKey: .media) ?? []
    }

    package func encode(to encoder: any Encoder) throws {
        try json.encode(to: encoder)
    }

    private enum CodingKeys: String, CodingKey {
        case sku, options, price, barcode, active, media
    }
}

extension ProductVariant: Described {
    package static let schema = JSONSchema.object(
        "ProductVariant", description: "One of the forms in which a product is sold.",
        [
            .required("sku", ProductFields.sku),
            .required("options", ProductFields.options),
            .optional("price", ProductFields.price),
            .optional("barcode", ProductFields.barcode),
            .optional("active", ProductFields.active),
            .optional(
                "media",
                .array(
                    of: .integer(0...Int64(ProductFields.mediaLimit - 1)), count: 0...ProductFields.mediaLimit,
                    unique: true, description: "The positions in the product's media that show it.")),
        ])
}
