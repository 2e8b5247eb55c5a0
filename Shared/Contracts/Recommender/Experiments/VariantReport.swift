package import MeshCore

/// What became of one variant.
package struct VariantReport: Codable, Sendable, Equatable {
    package var name: String
    package var isControl: Bool
    /// The share of units that the plan gives it.
    package var probability: Double
    /// Accounts and devices that were answered.
    package var units: Int64
    /// Answers.
    package var exposures: Int64
    package var metrics: [MetricReport]
    /// What the bandit knows of its arms; empty without a slot.
    package var arms: [ArmReport]

    package init(
        name: String, isControl: Bool, probability: Double, units: Int64, exposures: Int64, metrics: [MetricReport],
        arms: [ArmReport]
    ) {
        self.name = name
        self.isControl = isControl
        self.probability = probability
        self.units = units
        self.exposures = exposures
        self.metrics = metrics
        self.arms = arms
    }
}

extension VariantReport: Described {
    package static let schema = JSONSchema.object(
        "VariantReport", description: "What became of one variant.",
        [
            .required("name", ExperimentFields.name), .required("isControl", .boolean()),
            .required("probability", .number(0...1, description: "The share of units that the plan gives it.")),
            .required("units", RecommenderFields.count.describing("Accounts and devices that were answered.")),
            .required("exposures", RecommenderFields.count.describing("Answers.")),
            .required("metrics", .array(of: MetricReport.schema)),
            .required(
                "arms", .array(of: ArmReport.schema, description: "What the bandit knows; empty without a slot.")),
        ])
}
