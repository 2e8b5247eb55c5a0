package import MeshRuntime
package import MeshTransport

/// How an instance of events reaches the others.
package struct LogNeighbours: Sendable {
    /// Knows where all instances are.
    let endpoints: any EndpointSource
    /// Makes a client of one instance.
    let connect: @Sendable (_ instance: String) -> ServiceClient

    /// - Parameter connect: Makes a client of the instance of this id, which tries once.
    package init(endpoints: any EndpointSource, connect: @escaping @Sendable (_ instance: String) -> ServiceClient) {
        self.endpoints = endpoints
        self.connect = connect
    }

    /// Those of a process of the mesh.
    package init(_ runtime: Runtime) {
        self.init(endpoints: runtime.endpoints) { runtime.client(of: EventsConfiguration.service, instance: $0) }
    }

    /// The ids of all instances that take requests.
    var instances: [String] {
        (endpoints.current.services[EventsConfiguration.service] ?? []).map(\.instance)
    }
}
