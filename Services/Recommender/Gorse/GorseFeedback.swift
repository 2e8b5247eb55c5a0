import MeshCore

/// That a user did something with an item.
struct GorseFeedback: Codable, Described, Sendable, Equatable {
    var type: String
    var user: String
    var item: String
    var value: Double
    var timestamp: String
    var comment: String

    enum CodingKeys: String, CodingKey {
        case type = "FeedbackType"
        case user = "UserId"
        case item = "ItemId"
        case value = "Value"
        case timestamp = "Timestamp"
        case comment = "Comment"
    }

    init(type: String, user: String, item: String, value: Double = 0, timestamp: String = "", comment: String = "") {
        self.type = type
        self.user = user
        self.item = item
        self.value = value
        self.timestamp = timestamp
        self.comment = comment
    }

    init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        type = try members.decode(String.self, forKey: .type)
        user = try members.decode(String.self, forKey: .user)
        item = try members.decode(String.self, forKey: .item)
        value = try members.decodeIfPresent(Double.self, forKey: .value) ?? 0
        timestamp = try members.decodeIfPresent(String.self, forKey: .timestamp) ?? ""
        comment = try members.decodeIfPresent(String.self, forKey: .comment) ?? ""
    }

    static let schema = JSONSchema.object(
        "GorseFeedback", description: "That a user did something with an item.", additional: .allowed,
        [
            .required("FeedbackType", .string(1...64)), .required("UserId", GorseFields.id),
            .required("ItemId", GorseFields.id), .optional("Value", .number()),
            .optional("Timestamp", GorseFields.timestamp), .optional("Comment", GorseFields.comment),
        ])
}
