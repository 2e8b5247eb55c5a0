import MeshCore

/// A page of users.
struct GorseUsers: Codable, Described, Sendable {
    var cursor: String
    var users: [GorseUser]

    enum CodingKeys: String, CodingKey {
        case cursor = "Cursor"
        case users = "Users"
    }

    static let schema = JSONSchema.object(
        "GorseUsers", [.required("Cursor", .string()), .required("Users", .array(of: GorseUser.schema))])
}
