import MeshCore
package import MeshRuntime
package import MeshTransport

/// The configuration of the gateway: what it routes where, and whom it believes.
package struct GatewayConfiguration: MeshConfiguration {
    package static let service = "gateway"
    package static let summary =
        "The mesh's edge: takes HTTP/1.1 and HTTP/2 and balances requests over the services behind."

    private static let trustedKey = ConfigurationKey.list(
        "trusted.proxies",
        "Networks of proxies in front (10.0.0.0/8) whose Forwarded and X-Forwarded-* fields are kept.")
    private static let hostKey = ConfigurationKey.string(
        "edge.host", default: "127.0.0.1",
        "The address at which clients are served, unless a socket named public is passed on.")
    private static let portKey = ConfigurationKey.integer(
        "edge.port", in: 0...65535, default: 8080, "The port at which clients are served; 0 lets the system choose.")
    private static let certificateKey = ConfigurationKey.optionalString(
        "edge.certificate",
        "A PEM file with the certificate, and its chain, for TLS on the public side; plain text when absent.")
    private static let keyKey = ConfigurationKey.optionalString(
        "edge.key", "A PEM file with the private key of edge.certificate.")
    // As long as a restarted instance takes to be ready, twice.
    private static let waitKey = ConfigurationKey.duration(
        "upstream.wait", in: .zero ... .seconds(60), default: .seconds(3),
        "How long a request waits for an instance to be ready before it is answered 503.")

    package static let keys: [any AnyConfigurationKey] = [
        hostKey, portKey, certificateKey, keyKey, trustedKey, waitKey,
    ]

    package static let sections = [
        "routes": "A list of {prefix, service, timeout (15s; none), perTry (5s; none), retries (2)}.",
        "upstreams": "Where services are without a supervisor: {service: [host:port, …]}.",
    ]

    package let routes: RouteTable
    package let upstreams: [String: [Endpoint]]
    package let trusted: TrustedPeers
    package let host: String
    package let port: Int
    package let certificate: String?
    package let key: String?
    package let upstreamWait: Duration

    package init(_ values: ConfigurationValues) throws(ConfigurationError) {
        var faults: [String] = []
        routes = RouteTable(RoutesSection.routes(values.section("routes"), faults: &faults))
        upstreams = RoutesSection.upstreams(values.section("upstreams"), faults: &faults)
        do {
            trusted = try TrustedPeers(values[Self.trustedKey])
        } catch {
            trusted = .none
            faults.append(
                "trusted.proxies: a network such as 10.0.0.0/8 is expected, not \u{201C}\(error.text)\u{201D}")
        }
        host = values[Self.hostKey]
        port = values[Self.portKey]
        certificate = values[Self.certificateKey]
        key = values[Self.keyKey]
        upstreamWait = values[Self.waitKey]
        if (certificate == nil) != (key == nil) {
            faults.append("edge.certificate and edge.key are given together or not at all")
        }
        guard faults.isEmpty else { throw ConfigurationError(faults) }
    }
}
