/// An endpoint as one event loop sees it now, for metrics and for people.
package struct EndpointStatus: Sendable {
    package var endpoint: Endpoint
    /// Connections that take requests.
    package var readyConnections: Int
    package var openRequests: Int
    /// What the balancer expects of it; nil while nothing is known.
    package var latency: Duration?
    package var isEjected: Bool
}
