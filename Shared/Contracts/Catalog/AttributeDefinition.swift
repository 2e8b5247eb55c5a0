package import MeshCore

/// What a category says of one attribute of its products.
package struct AttributeDefinition: Codable, Sendable, Equatable {
    /// What values there are.
    package enum Kind: String, Codable, Sendable, CaseIterable {
        case text, number, boolean, choice
    }

    package var name: String
    package var type: Kind
    /// The values of a choice, in their order; empty for every other type.
    package var choices: [String]
    /// What a number counts: `kg`, `pages`.
    package var unit: String?
    /// Whether a product must have it.
    package var required: Bool
    /// Whether a search may be narrowed down by it.
    package var facet: Bool
    /// Whether a search looks into it.
    package var searchable: Bool

    package init(
        name: String, type: Kind, choices: [String] = [], unit: String? = nil, required: Bool = false,
        facet: Bool = false, searchable: Bool = false
    ) {
        self.name = name
        self.type = type
        self.choices = choices
        self.unit = unit
        self.required = required
        self.facet = facet
        self.searchable = searchable
    }

    /// Reads a definition from JSON that fits the schema; nil when it does not. What is absent has its default.
    package init?(_ json: JSONValue) {
        guard let name = json["name"]?.stringValue, let type = json["type"]?.stringValue.flatMap(Kind.init(rawValue:))
        else { return nil }
        self.init(
            name: name, type: type, choices: json["choices"]?.arrayValue?.compactMap(\.stringValue) ?? [],
            unit: json["unit"]?.stringValue, required: json["required"]?.boolValue ?? false,
            facet: json["facet"]?.boolValue ?? false, searchable: json["searchable"]?.boolValue ?? false)
    }

    /// The definition as JSON with its members in their order.
    package var json: JSONValue {
        var object: JSONObject = ["name": .string(name), "type": .string(type.rawValue)]
        object["choices"] = .array(choices.map { .string($0) })
        object["unit"] = unit.map { .string($0) }
        object["required"] = .bool(required)
        object["facet"] = .bool(facet)
        object["searchable"] = .bool(searchable)
        return .object(object)
    }

    package init(from decoder: any Decoder) throws {
        let json = try JSONValue(from: decoder)
        guard let definition = AttributeDefinition(json) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "not the definition of an attribute"))
        }
        self = definition
    }

    package func encode(to encoder: any Encoder) throws {
        try json.encode(to: encoder)
    }
}

extension AttributeDefinition: Described {
    package static let schema = JSONSchema.object(
        "AttributeDefinition", description: "What a category says of one attribute of its products.",
        [
            .required("name", ProductFields.attributeName),
            .required("type", .enumeration(Kind.self)),
            .optional(
                "choices",
                .array(
                    of: ProductFields.choice, count: 0...200, unique: true,
                    description: "The values of a choice, in their order.")),
            .optional("unit", .string(1...16, pattern: ProductFields.line, description: "What a number counts.")),
            .optional("required", .boolean(description: "Whether a product must have it.")),
            .optional("facet", .boolean(description: "Whether a search may be narrowed down by it.")),
            .optional("searchable", .boolean(description: "Whether a search looks into it.")),
        ])
}
