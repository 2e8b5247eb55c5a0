import MeshCore

/// Chooses the instances for a trial.
struct TrialRequest: Codable, Sendable {
    /// An id, the beginning of one, or a slot's number; absent means all of the service.
    var instance: String?
}

extension TrialRequest: Described {
    static let schema = JSONSchema.object(
        "TrialRequest", description: "Chooses the instances for a trial.",
        [
            .optional(
                "instance",
                .string(1...64, description: "An id, the beginning of one, or a slot's number; absent means all."))
        ])
}
