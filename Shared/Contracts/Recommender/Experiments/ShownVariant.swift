package import MeshCore

/// By which variant of which experiment an answer was made.
package struct ShownVariant: Codable, Sendable, Equatable {
    package var experiment: String
    package var variant: String
    /// What the bandit has chosen for the variant's slot.
    package var arm: String?

    package init(experiment: String, variant: String, arm: String? = nil) {
        self.experiment = experiment
        self.variant = variant
        self.arm = arm
    }
}

extension ShownVariant: Described {
    package static let schema = JSONSchema.object(
        "ShownVariant", description: "By which variant of which experiment an answer was made.",
        [
            .required("experiment", ExperimentFields.name), .required("variant", ExperimentFields.name),
            .optional("arm", ExperimentFields.name.describing("What the bandit has chosen for the variant's slot.")),
        ])
}
