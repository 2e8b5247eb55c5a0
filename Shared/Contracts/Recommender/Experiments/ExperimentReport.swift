package import MeshCore

/// What an experiment has shown.
package struct ExperimentReport: Codable, Sendable, Equatable {
    package var experiment: Experiment
    package var variants: [VariantReport]
    /// How probable such counts of units are if nothing is wrong (χ²); nil while there are none.
    package var sampleRatioPValue: Double?
    /// Whether units are missing from a variant: then no figure is to be believed.
    package var hasSampleRatioMismatch: Bool
    /// No answer weighs more in what policies would have brought.
    package var clip: Double
    package var policies: [PolicyReport]

    package init(
        experiment: Experiment, variants: [VariantReport], sampleRatioPValue: Double?, hasSampleRatioMismatch: Bool,
        clip: Double, policies: [PolicyReport]
    ) {
        self.experiment = experiment
        self.variants = variants
        self.sampleRatioPValue = sampleRatioPValue
        self.hasSampleRatioMismatch = hasSampleRatioMismatch
        self.clip = clip
        self.policies = policies
    }
}

extension ExperimentReport: Described {
    package static let schema = JSONSchema.object(
        "ExperimentReport", description: "What an experiment has shown.",
        [
            .required("experiment", Experiment.schema),
            .required("variants", .array(of: VariantReport.schema)),
            .optional(
                "sampleRatioPValue",
                .number(0...1, description: "How probable such counts of units are if nothing is wrong.")),
            .required(
                "hasSampleRatioMismatch",
                .boolean(description: "Whether units are missing from a variant: then no figure is to be believed.")),
            .required("clip", .number(description: "No answer weighs more in what policies would have brought.")),
            .required("policies", .array(of: PolicyReport.schema)),
        ])
}
