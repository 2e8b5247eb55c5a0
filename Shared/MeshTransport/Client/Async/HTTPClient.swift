package import HTTPTypes
package import MeshCore
package import NIOCore

/// Calls one address over HTTP/2, for probes and tools: it connects when it is asked to and fails at once when it cannot.
package final class HTTPClient: Sendable {
    /// Where a server listens.
    package enum Address: Sendable {
        case tcp(host: String, port: Int)
        /// An absolute path.
        case unixDomainSocket(path: String)
    }

    private let client: ServiceClient

    /// - Parameters:
    ///   - configuration: Retries are off, and connections are made on demand, whatever it says of them.
    package init(
        _ address: Address, group: any EventLoopGroup, configuration: ClientConfiguration = ClientConfiguration()
    ) {
        var configuration = configuration
        configuration.upstream.connecting = .onDemand
        configuration.retry = .never
        let endpoint =
            switch address {
            case .tcp(let host, let port): Endpoint(instance: "\(host):\(port)", host: host, port: port)
            case .unixDomainSocket(let path): Endpoint(instance: path, host: path, port: 0)
            }
        let authority =
            switch address {
            case .tcp: endpoint.instance
            case .unixDomainSocket: "localhost"
            }
        client = ServiceClient(
            service: authority, source: StaticEndpointSource([authority: [endpoint]]), group: group,
            configuration: configuration)
    }

    /// Sends a request and waits for the head of its answer. Cancelling the task resets the stream.
    ///
    /// - Parameters:
    ///   - body: The whole body; nil for none.
    ///   - deadline: When the whole answer must be there; without one, the configured timeout from now.
    /// - Throws: ``ExchangeFailure``; `CancellationError`.
    package func send(
        _ request: HTTPRequest, body: ByteBuffer? = nil, deadline: Deadline? = nil
    ) async throws -> ClientResponse {
        try await client.send(request, body: body, deadline: deadline)
    }

    /// Ends its connections; requests that are open fail.
    package func shutDown() async throws {
        try await client.shutDown()
    }
}
