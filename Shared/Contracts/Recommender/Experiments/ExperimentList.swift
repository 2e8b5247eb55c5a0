package import MeshCore

/// The experiments, by name.
package struct ExperimentList: Codable, Sendable, Equatable {
    package var items: [Experiment]

    package init(items: [Experiment]) {
        self.items = items
    }
}

extension ExperimentList: Described {
    package static let schema = JSONSchema.object(
        "ExperimentList", description: "The experiments, by name.",
        [.required("items", .array(of: Experiment.schema, count: 0...ExperimentFields.mostExperiments))])
}
