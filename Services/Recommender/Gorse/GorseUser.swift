import MeshCore

/// What Gorse calls a user.
struct GorseUser: Codable, Described, Sendable, Equatable {
    var id: String
    var labels: JSONValue
    var subscribe: JSONValue
    var comment: String

    enum CodingKeys: String, CodingKey {
        case id = "UserId"
        case labels = "Labels"
        case subscribe = "Subscribe"
        case comment = "Comment"
    }

    init(id: String, labels: JSONValue = .null, subscribe: JSONValue = .null, comment: String = "") {
        self.id = id
        self.labels = labels
        self.subscribe = subscribe
        self.comment = comment
    }

    init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        id = try members.decode(String.self, forKey: .id)
        labels = try members.decodeIfPresent(JSONValue.self, forKey: .labels) ?? .null
        subscribe = try members.decodeIfPresent(JSONValue.self, forKey: .subscribe) ?? .null
        comment = try members.decodeIfPresent(String.self, forKey: .comment) ?? ""
    }

    static let schema = JSONSchema.object(
        "GorseUser", description: "A user, as Gorse has it.", additional: .allowed,
        [
            .required("UserId", GorseFields.id), .optional("Labels", GorseFields.labels),
            .optional("Subscribe", .array(of: .string(0...256), count: 0...1000).nullable),
            .optional("Comment", GorseFields.comment),
        ])
}
