/// One service of the mesh, as its file declares it.
package struct ServiceManifest: Sendable, Equatable {
    package var name: String
    /// How many instances run when nobody has scaled it.
    package var instances: Int
    /// The services that it calls; their instances accept its certificate.
    package var calls: [String]
    package var limits: ServiceLimits
    /// Environment variables beyond those that the supervisor sets.
    package var environment: [String: String]
    /// Environment variables that it gets from the supervisor's own environment, where that has them.
    package var inherit: [String]
    /// What the gateway sends where; empty for every other service.
    package var routes: [GatewayRoute]

    package init(
        name: String, instances: Int, calls: [String] = [], limits: ServiceLimits = ServiceLimits(),
        environment: [String: String] = [:], inherit: [String] = [], routes: [GatewayRoute] = []
    ) {
        self.name = name
        self.instances = instances
        self.calls = calls
        self.limits = limits
        self.environment = environment
        self.inherit = inherit
        self.routes = routes
    }
}
