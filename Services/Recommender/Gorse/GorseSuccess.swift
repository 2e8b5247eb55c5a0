import MeshCore

/// How many rows were written.
struct GorseSuccess: Codable, Described, Sendable {
    var rows: Int

    enum CodingKeys: String, CodingKey {
        case rows = "RowAffected"
    }

    static let schema = JSONSchema.object("GorseSuccess", [.required("RowAffected", .integer(0...))])
}
