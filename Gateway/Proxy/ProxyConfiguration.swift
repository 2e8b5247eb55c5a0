package import MeshTransport

/// What the proxy needs to know beside its routes.
package struct ProxyConfiguration: Sendable {
    /// The proxies in front whose word about the client is taken.
    package var trusted = TrustedPeers.none
    /// How connections to a service are secured; nil for plain text. Asked once per service and event loop.
    package var security: @Sendable (_ service: String) -> ChannelSecurity? = { _ in nil }
    package var upstream = UpstreamConfiguration()
    package var http2 = HTTP2Configuration()
    /// The share of traces begun here that are recorded.
    package var traceSampling = 0.0
    /// How often counted requests are handed to the registry.
    package var metricsInterval = Duration.seconds(1)

    package init() {}
}
