import MeshCore

/// A page of items.
struct GorseItems: Codable, Described, Sendable {
    var cursor: String
    var items: [GorseItem]

    enum CodingKeys: String, CodingKey {
        case cursor = "Cursor"
        case items = "Items"
    }

    static let schema = JSONSchema.object(
        "GorseItems", [.required("Cursor", .string()), .required("Items", .array(of: GorseItem.schema))])
}
