import MeshCore

/// What is to be changed of an item or a user; what is absent or null stays.
struct GorsePatch: Decodable, Described, Sendable {
    var isHidden: Bool?
    var categories: [String]?
    var labels: JSONValue?
    var subscribe: JSONValue?
    var timestamp: String?
    var comment: String?

    enum CodingKeys: String, CodingKey {
        case isHidden = "IsHidden"
        case categories = "Categories"
        case labels = "Labels"
        case subscribe = "Subscribe"
        case timestamp = "Timestamp"
        case comment = "Comment"
    }

    static let schema = JSONSchema.object(
        "GorsePatch", description: "What is to be changed; what is absent or null stays.", additional: .allowed,
        [
            .optional("IsHidden", .boolean().nullable), .optional("Categories", GorseFields.categories.nullable),
            .optional("Labels", GorseFields.labels),
            .optional("Subscribe", .array(of: .string(0...256), count: 0...1000).nullable),
            .optional("Timestamp", GorseFields.timestamp.nullable),
            .optional("Comment", GorseFields.comment.nullable),
        ])
}
