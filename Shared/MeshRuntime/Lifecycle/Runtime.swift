package import Logging
package import MeshCore
package import MeshTransport
package import NIOCore
import NIOPosix
import ServiceLifecycle

/// What a service is given to be made of: its common configuration, and its ties to the rest of the mesh.
package struct Runtime: Sendable {
    /// The service's name (`catalog`).
    package let service: String
    /// What runs: as the supervisor names it, else `dev`.
    package let version: String
    package let common: CommonConfiguration
    package let logger: Logger
    package let clock: any WallClock
    /// The event loops of the process.
    package let group: any EventLoopGroup
    package let registry: MetricsRegistry
    /// Where the other services are.
    package let endpoints: any EndpointSource
    /// Proves callers by identity's tokens and API keys; a service that proves them otherwise has its own.
    package let authenticator: any Authenticator
    /// The sockets that the process was given, by name.
    package let inheritedSockets: [InheritedSockets.Socket]
    /// The certificate within the mesh; nil when its traffic is plain.
    package let material: TLSMaterial?
    let tracer: MeshTracer
    private let endpointWork: (any Service)?

    /// Ties a process to the mesh.
    ///
    /// - Parameters:
    ///   - service: Its name.
    ///   - common: Its common configuration.
    ///   - environment: For the inherited sockets (`LISTEN_FDS`).
    /// - Throws: ``ConfigurationError``, `TLSMaterial.Failure` and `InheritedSockets.Failure`: what the process cannot
    ///   start with.
    package init(
        service: String, version: String = "dev", common: CommonConfiguration, environment: [String: String] = [:],
        group: any EventLoopGroup, registry: MetricsRegistry = MetricsRegistry(),
        clock: any WallClock = SystemWallClock(),
        logger: Logger
    ) throws {
        self.service = service
        self.version = version
        self.common = common
        self.group = group
        self.registry = registry
        self.clock = clock
        self.logger = logger
        tracer = MeshTracer(sampling: common.traceSampling, logger: logger)
        inheritedSockets = try InheritedSockets.fromEnvironment(environment)
        material = try common.tlsDirectory.map { try TLSMaterial(directory: $0, logger: logger) }
        if let socket = common.controlSocket {
            let source = ControlPlaneEndpointSource(
                socket: socket, instance: common.instance,
                cache: EndpointCache(path: "\(common.dataDirectory)/endpoints.json"),
                group: group, logger: logger)
            endpoints = source
            endpointWork = source
        } else {
            endpoints = try StaticEndpoints.parse(common.endpoints)
            endpointWork = nil
        }
        authenticator = TokenVerifier(
            source: MeshIdentitySource(client: Self.client(of: "identity", endpoints, group, material)), clock: clock)
    }

    /// A client of another service: balanced over its instances, and meeting only it under mutual TLS.
    ///
    /// - Parameter loops: Carry its connections, where not the runtime's own do: those on which its caller works.
    package func client(of service: String, on loops: (any EventLoopGroup)? = nil) -> ServiceClient {
        Self.client(of: service, endpoints, loops ?? group, material)
    }

    /// A client of one instance of a service, for what only that instance can do. It connects when it is asked to, fails at
    /// once when the instance cannot be reached, and tries once. A call takes as long as its deadline allows.
    package func client(of service: String, instance: String) -> ServiceClient {
        var configuration = ClientConfiguration()
        configuration.security = security(for: service)
        configuration.upstream = .onDemand
        configuration.retry = .never
        configuration.timeout = nil
        return ServiceClient(
            service: service, source: SingleInstanceSource(endpoints, service: service, instance: instance),
            group: group, configuration: configuration)
    }

    private static func client(
        of service: String, _ endpoints: any EndpointSource, _ group: any EventLoopGroup, _ material: TLSMaterial?
    ) -> ServiceClient {
        var configuration = ClientConfiguration()
        configuration.security = security(for: service, material)
        return ServiceClient(service: service, source: endpoints, group: group, configuration: configuration)
    }

    /// How connections to a service are secured; nil when the mesh's traffic is plain.
    package func security(for service: String) -> ChannelSecurity? {
        Self.security(for: service, material)
    }

    private static func security(for service: String, _ material: TLSMaterial?) -> ChannelSecurity? {
        guard let material else { return nil }
        let tls = ClientTLS(material, expecting: .services([service]))
        return { channel in try tls.add(to: channel) }
    }

    /// Where the mesh reaches this process: the socket that it was given, or the configured address.
    var meshListeners: [Listener] {
        let given = inheritedSockets.filter { $0.name != Self.publicSocket }
        return given.isEmpty ? [.bind(common.host, port: common.port)] : given.map(\.listener)
    }

    /// The name of the sockets on which the outside is served.
    package static let publicSocket = "public"

    /// How the mesh's connections to this process are secured; nil when its traffic is plain.
    var meshTLS: ServerTLS? {
        material.map { ServerTLS.mesh($0, accepting: .services(Set(common.tlsCallers))) }
    }

    /// The work of the ties themselves, which goes on until all else has ended.
    var work: [any Service] { endpointWork.map { [$0] } ?? [] }
}
