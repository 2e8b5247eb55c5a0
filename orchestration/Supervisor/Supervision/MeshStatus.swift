package import MeshCore

/// How a mesh is: what `orrery status --json` prints.
package struct MeshStatus: Sendable, Codable, Equatable {
    package var instances: [InstanceStatus]
    package var supervisor: SupervisorStatus

    package init(instances: [InstanceStatus], supervisor: SupervisorStatus) {
        self.instances = instances
        self.supervisor = supervisor
    }
}

extension MeshStatus: Described {
    package static let schema = JSONSchema.object(
        "MeshStatus", description: "How a mesh is.",
        [
            .required("instances", .array(of: InstanceStatus.schema)),
            .required("supervisor", SupervisorStatus.schema),
        ])
}
