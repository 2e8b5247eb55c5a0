package import MeshCore

/// Something that can be bought.
package struct Product: Identified, Codable, Sendable, Equatable {
    package static let idPrefix = "prd"
    package typealias ID = MeshCore.ID<Product>

    package var id: ID
    /// The shop's own number for it, unique without regard to case.
    package var sku: String
    package var title: String
    /// Empty when there is none.
    package var description: String
    /// A path of words: `books/science-fiction`.
    package var category: String
    /// Facts by name, each a string, a number or a boolean.
    package var attributes: JSONObject
    /// Lower-case words by which products are gathered.
    package var tags: [String]
    /// Pictures, films and documents in their order.
    package var media: [ProductMedia]
    /// The names of the variants' options, in the order in which the variants tell them.
    package var optionNames: [String]
    /// The forms in which it is sold; empty when it is sold by its own sku.
    package var variants: [ProductVariant]
    package var price: Money
    /// Whether it can be bought now.
    package var active: Bool
    package var createdAt: Timestamp
    package var updatedAt: Timestamp
    /// Counts its changes from 1; the ETag is this number.
    package var version: Int64

    package init(
        id: ID, sku: String, title: String, description: String, category: String, attributes: JSONObject,
        tags: [String] = [], media: [ProductMedia] = [], variants: [ProductVariant] = [], price: Money, active: Bool,
        createdAt: Timestamp, updatedAt: Timestamp, version: Int64
    ) {
        self.id = id
        self.sku = sku
        self.title = title
        self.description = description
        self.category = category
        self.attributes = attributes
        self.tags = tags
        self.media = media
        self.variants = variants
        optionNames = variants.first?.options.names ?? []
        self.price = price
        self.active = active
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.version = version
    }

    /// The product as JSON with its members in their order: a strong ETag means the same bytes from every instance.
    package var json: JSONValue {
        [
            "id": .string(id.description), "sku": .string(sku), "title": .string(title),
            "description": .string(description), "category": .string(category), "attributes": .object(attributes),
            "tags": .array(tags.map { .string($0) }), "media": .array(media.map(\.json)),
            "optionNames": .array(optionNames.map { .string($0) }), "variants": .array(variants.map(\.json)),
            "price": price.json,
            "active": .bool(active), "createdAt": .string(createdAt.description),
            "updatedAt": .string(updatedAt.description),
            "version": .int(version),
        ]
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(ID.self, forKey: .id)
        sku = try container.decode(String.self, forKey: .sku)
        title = try container.decode(String.self, forKey: .title)
        description = try container.decode(String.self, forKey: .description)
        category = try container.decode(String.self, forKey: .category)
        attributes = try container.decode(JSONValue.self, forKey: .attributes).objectValue ?? [:]
        tags = try container.decode([String].self, forKey: .tags)
        media = try container.decode([ProductMedia].self, forKey: .media)
        optionNames = try container.decode([String].self, forKey: .optionNames)
        variants = try container.decode([ProductVariant].self, forKey: .variants)
        price = try container.decode(Money.self, forKey: .price)
        active = try container.decode(Bool.self, forKey: .active)
        createdAt = try container.decode(Timestamp.self, forKey: .createdAt)
        updatedAt = try container.decode(Timestamp.self, forKey: .updatedAt)
        version = try container.decode(Int64.self, forKey: .version)
    }

    package func encode(to encoder: any Encoder) throws {
        try json.encode(to: encoder)
    }

    private enum CodingKeys: String, CodingKey {
        case id, sku, title, description, category, attributes, tags, media, optionNames, variants, price, active
        case createdAt, updatedAt, version
    }
}

extension Product: Described {
    package static let schema = JSONSchema.object(
        "Product", description: "Something that can be bought.",
        [
            .required("id", .id(ID.self)),
            .required("sku", ProductFields.sku),
            .required("title", ProductFields.title),
            .required("description", ProductFields.description),
            .required("category", ProductFields.category),
            .required("attributes", ProductFields.attributes),
            .required("tags", ProductFields.tags),
            .required("media", ProductFields.media),
            .required(
                "optionNames",
                .array(
                    of: ProductFields.optionName, description: "The names of the variants' options, in their order.")),
            .required("variants", ProductFields.variants),
            .required("price", ProductFields.price),
            .required("active", ProductFields.active),
            .required("createdAt", .string(format: .dateTime)),
            .required("updatedAt", .string(format: .dateTime)),
            .required("version", .integer(1..., description: "Counts the changes from 1; the ETag is this number.")),
        ])
}
