package import MeshCore

/// The limits and times of an ``Upstream``.
package struct UpstreamConfiguration: Sendable {
    /// How the connections of an endpoint come to be.
    package enum Connecting: Sendable {
        /// One at least stands or is being made at all times: no request waits for a handshake, and a dead endpoint is known before one is sent.
        case eager
        /// Made when a request needs one; when it cannot be made, those who wait for it fail at once. For tools and probes.
        case onDemand
    }

    package var connecting = Connecting.eager
    /// How long a connection may take to stand, from the first packet to the peer's SETTINGS: linkerd's 1 s; on one machine or in one zone it takes milliseconds.
    package var connectTimeout: Duration = .seconds(1)
    /// The bounds of the pause before a connection is tried again (full jitter): soon, as a restarted instance is back in less than a second, and never so often that a dead one costs anything.
    package var reconnectInitial: Duration = .milliseconds(100)
    package var reconnectMaximum: Duration = .seconds(10)
    /// Connections of one loop to one endpoint: one carries hundreds of requests at once, so eight are thousands.
    package var connectionsPerEndpoint = 8
    /// How long a connection that is not the only one may be idle before it is closed.
    package var surplusIdle: Duration = .seconds(30)
    /// Requests that wait for an endpoint to be ready, per loop; the next one fails.
    package var waitingCalls = 1024
    /// How long one waits: linkerd's fail-fast time; an instance restarts in less.
    package var waitLimit: Duration = .seconds(3)
    /// Bytes of a request's body kept to be sent again: linkerd's 64 KiB; a longer body makes the request one that is sent once.
    package var replayLimit = 65_536
    /// How often a request that was surely not processed goes to another connection: more than the instances that drain at once.
    package var refusalLimit = 8
    /// The bounds of the pause before the same endpoint is tried again (full jitter): Envoy's 25 ms, up to ten times it.
    package var retryInitial: Duration = .milliseconds(25)
    package var retryMaximum: Duration = .milliseconds(250)
    /// An endpoint is blamed for a deadline that passed only when it had so long: a caller with little time left says nothing of it.
    package var blameAfter: Duration = .seconds(1)
    package var liveness = LivenessPolicy()
    package var balancer = BalancerConfiguration()
    package var outliers = OutlierConfiguration()
    /// Retries as a share of requests, and per second beyond that (linkerd, Finagle).
    package var retryRatio = 0.2
    package var retriesPerSecond = 10
    /// Where its random choices start.
    package var seed = UInt64.random(in: .min ... .max)

    package init() {}

    var isEager: Bool {
        switch connecting {
        case .eager: true
        case .onDemand: false
        }
    }

    /// For one known address, as tools and probes call it: connect when asked, fail at once when it cannot be.
    package static var onDemand: UpstreamConfiguration {
        var configuration = UpstreamConfiguration()
        configuration.connecting = .onDemand
        return configuration
    }
}
