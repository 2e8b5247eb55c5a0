package import MeshCore

/// How one instance is. What is not known (a process that is not there, a rate before two readings) is null.
package struct InstanceStatus: Sendable, Codable, Equatable {
    package var service: String
    package var instance: String
    package var version: String
    package var pid: Int32?
    package var state: InstanceState
    /// Starts after a death in its slot, since the mesh came up.
    package var restarts: Int
    package var startedAt: Timestamp?
    /// The private port on 127.0.0.1.
    package var port: Int?
    package var rssBytes: Int?
    package var cpuSeconds: Double?
    /// Over the last ten seconds, without the mesh's own probes.
    package var requestsPerSecond: Double?
    package var p99Milliseconds: Double?

    package init(service: String, instance: String, version: String, state: InstanceState, restarts: Int) {
        self.service = service
        self.instance = instance
        self.version = version
        self.state = state
        self.restarts = restarts
    }

    private enum CodingKeys: String, CodingKey {
        case service, instance, version, pid, state, restarts, startedAt, port, rssBytes, cpuSeconds, requestsPerSecond
        case p99Milliseconds
    }

    /// Writes every member, null included, so that readers find the same shape always.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(service, forKey: .service)
        try container.encode(instance, forKey: .instance)
        try container.encode(version, forKey: .version)
        try container.encode(pid, forKey: .pid)
        try container.encode(state, forKey: .state)
        try container.encode(restarts, forKey: .restarts)
        try container.encode(startedAt, forKey: .startedAt)
        try container.encode(port, forKey: .port)
        try container.encode(rssBytes, forKey: .rssBytes)
        try container.encode(cpuSeconds, forKey: .cpuSeconds)
        try container.encode(requestsPerSecond, forKey: .requestsPerSecond)
        try container.encode(p99Milliseconds, forKey: .p99Milliseconds)
    }
}

extension InstanceStatus: Described {
    package static let schema = JSONSchema.object(
        "InstanceStatus", description: "How one instance is.",
        [
            .required("service", .string()),
            .required("instance", .string()),
            .required("version", .string()),
            .required("pid", .integer().nullable),
            .required("state", .enumeration(InstanceState.self)),
            .required("restarts", .integer()),
            .required("startedAt", Timestamp.schema.nullable),
            .required("port", .integer().nullable),
            .required("rssBytes", .integer().nullable),
            .required("cpuSeconds", .number().nullable),
            .required("requestsPerSecond", .number().nullable),
            .required("p99Milliseconds", .number().nullable),
        ])
}
