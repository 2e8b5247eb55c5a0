import MeshCore

/// What Gorse calls an item.
struct GorseItem: Codable, Described, Sendable, Equatable {
    var id: String
    var isHidden: Bool
    var categories: [String]
    var labels: JSONValue
    /// As RFC 3339 has it; empty when it is not known.
    var timestamp: String
    var comment: String

    enum CodingKeys: String, CodingKey {
        case id = "ItemId"
        case isHidden = "IsHidden"
        case categories = "Categories"
        case labels = "Labels"
        case timestamp = "Timestamp"
        case comment = "Comment"
    }

    init(
        id: String, isHidden: Bool = false, categories: [String] = [], labels: JSONValue = .null,
        timestamp: String = "", comment: String = ""
    ) {
        self.id = id
        self.isHidden = isHidden
        self.categories = categories
        self.labels = labels
        self.timestamp = timestamp
        self.comment = comment
    }

    init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        id = try members.decode(String.self, forKey: .id)
        isHidden = try members.decodeIfPresent(Bool.self, forKey: .isHidden) ?? false
        categories = try members.decodeIfPresent([String].self, forKey: .categories) ?? []
        labels = try members.decodeIfPresent(JSONValue.self, forKey: .labels) ?? .null
        timestamp = try members.decodeIfPresent(String.self, forKey: .timestamp) ?? ""
        comment = try members.decodeIfPresent(String.self, forKey: .comment) ?? ""
    }

    static let schema = JSONSchema.object(
        "GorseItem", description: "An item, as Gorse has it.", additional: .allowed,
        [
            .required("ItemId", GorseFields.id), .optional("IsHidden", .boolean()),
            .optional("Categories", GorseFields.categories.nullable), .optional("Labels", GorseFields.labels),
            .optional("Timestamp", GorseFields.timestamp), .optional("Comment", GorseFields.comment),
        ])
}
