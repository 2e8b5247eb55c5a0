package import MeshCore

/// Starts an execution of a workflow: `POST /internal/executions`, for services.
package struct StartWorkflow: Codable, Sendable, Equatable {
    /// The name of the state machine.
    package var workflow: String
    /// Makes a repetition harmless: an execution of this name is started once.
    package var name: String
    /// The input, as JSON.
    package var input: String

    package init(workflow: String, name: String, input: String) {
        self.workflow = workflow
        self.name = name
        self.input = input
    }
}

extension StartWorkflow: Described {
    package static let schema = JSONSchema.object(
        "StartWorkflow", description: "Starts an execution of a workflow.",
        [
            .required("workflow", .string(1...80, description: "The name of the state machine.")),
            .required("name", .string(1...80, description: "An execution of this name is started once.")),
            .required("input", .string(2...262_144, description: "The input, as JSON.")),
        ])
}
