import MeshCore

/// Asks for another number of instances.
struct ScaleRequest: Codable, Sendable {
    var instances: Int
}

extension ScaleRequest: Described {
    static let schema = JSONSchema.object(
        "ScaleRequest", description: "Asks for another number of instances.",
        [.required("instances", .integer(0...1_000))])
}
