/// Where the instances of every service are: what the supervisor pushes and every process balances over.
package struct EndpointTable: Sendable, Codable, Equatable {
    /// Grows with every change, so that a stale table never replaces a newer one.
    package var revision: UInt64
    package var services: [String: [Endpoint]]

    package init(revision: UInt64 = 0, services: [String: [Endpoint]] = [:]) {
        self.revision = revision
        self.services = services
    }
}

/// One instance of a service that takes requests.
package struct Endpoint: Sendable, Codable, Hashable {
    /// The instance's id, unique in the mesh over its lifetime (`catalog-2-7f3a`): a restarted instance has a new one.
    package var instance: String
    package var host: String
    package var port: Int
    /// What runs there, for people and for canaries.
    package var version: String

    package init(instance: String, host: String, port: Int, version: String = "") {
        self.instance = instance
        self.host = host
        self.port = port
        self.version = version
    }
}
