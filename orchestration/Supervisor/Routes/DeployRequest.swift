import MeshCore

/// Asks for a deploy.
struct DeployRequest: Codable, Sendable {
    /// The executable; absent means the one that was built.
    var binary: String?
}

extension DeployRequest: Described {
    static let schema = JSONSchema.object(
        "DeployRequest", description: "Asks for a deploy.",
        [
            .optional(
                "binary", .string(1...4_096, description: "The executable's path; absent means the one that was built.")
            )
        ])
}
