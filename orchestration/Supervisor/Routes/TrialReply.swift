import MeshCore

/// Whom a trial met.
struct TrialReply: Codable, Sendable {
    var instances: [String]
}

extension TrialReply: Described {
    static let schema = JSONSchema.object(
        "TrialReply", description: "Whom a trial met.", [.required("instances", .array(of: .string()))])
}
