package import MeshCore

/// What a bandit knows of one arm.
package struct ArmReport: Codable, Sendable, Equatable {
    package var name: String
    /// Answers that have shown it.
    package var shown: Int64
    /// Of these, those with an outcome for what was shown.
    package var successes: Int64
    /// Of these, those that had none in time; the rest is waited for.
    package var failures: Int64
    /// How probably it is shown next.
    package var probability: Double

    package init(name: String, shown: Int64, successes: Int64, failures: Int64, probability: Double) {
        self.name = name
        self.shown = shown
        self.successes = successes
        self.failures = failures
        self.probability = probability
    }
}

extension ArmReport: Described {
    package static let schema = JSONSchema.object(
        "ArmReport", description: "What a bandit knows of one arm.",
        [
            .required("name", ExperimentFields.name),
            .required("shown", RecommenderFields.count.describing("Answers that have shown it.")),
            .required("successes", RecommenderFields.count.describing("Those with an outcome for what was shown.")),
            .required("failures", RecommenderFields.count.describing("Those that had none in time.")),
            .required("probability", .number(0...1, description: "How probably it is shown next.")),
        ])
}
