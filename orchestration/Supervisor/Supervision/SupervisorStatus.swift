package import MeshCore

/// How the supervisor itself is.
package struct SupervisorStatus: Sendable, Codable, Equatable {
    /// What the mesh as a whole is at.
    package enum State: String, Sendable, Codable, CaseIterable {
        /// Not everything is ready that should be.
        case starting
        case ready
        case stopping
        /// There is no supervisor; what is told of the instances is what was written down.
        case absent
    }

    package var pid: Int32?
    package var startedAt: Timestamp?
    package var state: State
    package var dataFolder: String
    /// Where the mesh is reached from outside.
    package var address: String
    /// Instances that were taken over from an earlier supervisor.
    package var adopted: Int
    package var tableRevision: UInt64
    /// Processes that are told of changes to the endpoint table.
    package var watchers: Int
    /// What keeps instances from being started.
    package var problems: [String]

    package init(
        pid: Int32?, startedAt: Timestamp?, state: State, dataFolder: String, address: String, adopted: Int = 0,
        tableRevision: UInt64 = 0, watchers: Int = 0, problems: [String] = []
    ) {
        self.pid = pid
        self.startedAt = startedAt
        self.state = state
        self.dataFolder = dataFolder
        self.address = address
        self.adopted = adopted
        self.tableRevision = tableRevision
        self.watchers = watchers
        self.problems = problems
    }
}

extension SupervisorStatus: Described {
    package static let schema = JSONSchema.object(
        "SupervisorStatus", description: "How the supervisor is.",
        [
            .optional("pid", .integer().nullable),
            .optional("startedAt", Timestamp.schema.nullable),
            .required("state", .enumeration(State.self)),
            .required("dataFolder", .string()),
            .required("address", .string()),
            .required("adopted", .integer()),
            .required("tableRevision", .integer()),
            .required("watchers", .integer()),
            .required("problems", .array(of: .string())),
        ])
}
