package import MeshTransport
import NIOPosix

/// Runs a service on a socket and gives a closure a client that is balanced over this one instance.
///
/// - Parameters:
///   - service: The service's name.
///   - handler: Answers as the service.
///   - body: Uses the client.
/// - Throws: What the closure throws, and what keeps a server from listening.
package func withServiceClient<Value: Sendable>(
    of service: String, handler: any RequestHandler, _ body: (ServiceClient) async throws -> Value
) async throws -> Value {
    try await withServer(handler: handler) { _, port in
        let endpoint = Endpoint(instance: "\(service)-1", host: "127.0.0.1", port: port)
        let client = ServiceClient(
            service: service, source: StaticEndpointSource([service: [endpoint]]),
            group: MultiThreadedEventLoopGroup.singleton)
        let result: Result<Value, any Error>
        do { result = .success(try await body(client)) } catch { result = .failure(error) }
        try await client.shutDown()
        return try result.get()
    }
}
