package import MeshCore

/// An execution of a workflow.
package struct WorkflowExecution: Codable, Sendable, Equatable {
    /// The name of the state machine.
    package var workflow: String
    package var name: String
    package var status: WorkflowStatus
    package var startedAt: Timestamp
    /// When it ended; absent while it runs.
    package var stoppedAt: Timestamp?
    /// The output, as JSON; absent unless it has succeeded.
    package var output: String?
    /// The error with which it failed, and why; absent unless it has.
    package var error: String?
    package var cause: String?

    package init(
        workflow: String, name: String, status: WorkflowStatus, startedAt: Timestamp, stoppedAt: Timestamp? = nil,
        output: String? = nil, error: String? = nil, cause: String? = nil
    ) {
        self.workflow = workflow
        self.name = name
        self.status = status
        self.startedAt = startedAt
        self.stoppedAt = stoppedAt
        self.output = output
        self.error = error
        self.cause = cause
    }
}

extension WorkflowExecution: Described {
    package static let schema = JSONSchema.object(
        "WorkflowExecution", description: "An execution of a workflow.",
        [
            .required("workflow", .string(1...80, description: "The name of the state machine.")),
            .required("name", .string(1...80)),
            .required("status", .enumeration(WorkflowStatus.self)),
            .required("startedAt", .string(format: .dateTime)),
            .optional("stoppedAt", .string(format: .dateTime)),
            .optional("output", .string(description: "The output, as JSON.")),
            .optional("error", .string()),
            .optional("cause", .string()),
        ])
}
