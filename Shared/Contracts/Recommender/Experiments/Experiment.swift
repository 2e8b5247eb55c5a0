package import MeshCore

/// An experiment, and how far it is.
package struct Experiment: Codable, Sendable, Equatable {
    /// How far it is.
    package enum State: String, Codable, Sendable, CaseIterable {
        /// It has not begun.
        case draft
        /// Answers are made by it.
        case running
        /// Answers are made as usual again; it can go on.
        case stopped
    }

    package var name: String
    package var state: State
    /// Counts its plans that have begun: figures of different plans are never mixed.
    package var run: Int64
    package var plan: PutExperiment
    package var createdAt: Timestamp
    /// When it began, or went on, last.
    package var startedAt: Timestamp?
    package var stoppedAt: Timestamp?

    package init(name: String, state: State, run: Int64, plan: PutExperiment, createdAt: Timestamp) {
        self.name = name
        self.state = state
        self.run = run
        self.plan = plan
        self.createdAt = createdAt
    }
}

extension Experiment: Described {
    package static let schema = JSONSchema.object(
        "Experiment", description: "An experiment, and how far it is.",
        [
            .required("name", ExperimentFields.name),
            .required("state", .enumeration(State.self)),
            .required("run", .integer(0..., description: "Counts its plans that have begun.")),
            .required("plan", PutExperiment.schema),
            .required("createdAt", Timestamp.schema),
            .optional("startedAt", Timestamp.schema),
            .optional("stoppedAt", Timestamp.schema),
        ])
}
