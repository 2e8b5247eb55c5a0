package import MeshCore

/// An experiment, as somebody plans it.
package struct PutExperiment: Codable, Sendable, Equatable {
    package var description: String?
    /// What units are hashed with; the name when absent. Who keeps it keeps who sees what.
    package var salt: String?
    /// Experiments of one layer share its units among them; the experiment's name when absent.
    package var layer: String?
    /// Where in the layer its slice begins, from 0 to 1; 0 when absent.
    package var from: Double?
    /// How much of the layer takes part; all when absent.
    package var share: Double?
    package var variants: [ExperimentVariant]
    /// The name of the variant that the others are compared with.
    package var control: String
    /// What the experiment is decided by.
    package var metric: ExperimentMetric
    /// For how long what is done counts as an outcome of an answer; 1800 when absent.
    package var windowSeconds: Int64?

    package init(variants: [ExperimentVariant], control: String, metric: ExperimentMetric) {
        self.variants = variants
        self.control = control
        self.metric = metric
    }
}

extension PutExperiment: Described {
    package static let schema = JSONSchema.object(
        "PutExperiment", description: "An experiment, as somebody plans it.", properties)

    static let properties: [JSONProperty] = [
        .optional("description", .string(0...500)),
        .optional("salt", .string(1...64, description: "What units are hashed with; the name when absent.")),
        .optional(
            "layer",
            ExperimentFields.name.describing(
                "Experiments of one layer share its units among them; the name when absent.")),
        .optional("from", .number(0...1, description: "Where in the layer its slice begins; 0 when absent.")),
        .optional("share", .number(0...1, description: "How much of the layer takes part; 1 when absent.")),
        .required("variants", .array(of: ExperimentVariant.schema, count: 2...ExperimentFields.most)),
        .required("control", ExperimentFields.name.describing("The variant that the others are compared with.")),
        .required("metric", ExperimentMetric.schema),
        .optional(
            "windowSeconds",
            .integer(
                1...(30 * 86_400),
                description: "For how long what is done counts as an outcome of an answer; 1800 when absent.")),
    ]
}
