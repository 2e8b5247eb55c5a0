import MeshCore

/// An item or a user that fits, and how well.
struct GorseScore: Codable, Described, Sendable, Equatable {
    var id: String
    var score: Double

    enum CodingKeys: String, CodingKey {
        case id = "Id"
        case score = "Score"
    }

    static let schema = JSONSchema.object(
        "GorseScore", [.required("Id", .string()), .required("Score", .number())])
}
