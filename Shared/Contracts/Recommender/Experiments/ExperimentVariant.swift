package import MeshCore

/// One way to rank that an experiment tries.
package struct ExperimentVariant: Codable, Sendable, Equatable {
    package var name: String
    /// How much of the experiment it gets, as a share of all variants' weights.
    package var weight: Double
    /// What each list counts in the blend; what is not named counts nothing. The usual weights when absent.
    package var lists: [String: Double]?
    /// How much relevance counts against diversity; as everywhere when absent.
    package var relevance: Double?
    /// A place for which a bandit chooses.
    package var slot: ExperimentSlot?

    package init(
        name: String, weight: Double = 1, lists: [String: Double]? = nil, relevance: Double? = nil,
        slot: ExperimentSlot? = nil
    ) {
        self.name = name
        self.weight = weight
        self.lists = lists
        self.relevance = relevance
        self.slot = slot
    }
}

extension ExperimentVariant: Described {
    package static let schema = JSONSchema.object(
        "ExperimentVariant", description: "One way to rank that an experiment tries.",
        [
            .required("name", ExperimentFields.name),
            .required(
                "weight", .number(0...1_000_000, description: "Its share of all variants' weights takes part in it.")),
            .optional(
                "lists",
                .map(
                    of: .number(0...1000), names: ExperimentFields.list, maximumCount: 50,
                    description:
                        "What each list counts in the blend; what is not named counts nothing. The usual weights when absent."
                ).example(["popular": 1])),
            .optional("relevance", .number(0...1, description: "How much relevance counts against diversity.")),
            .optional("slot", ExperimentSlot.schema),
        ])
}
