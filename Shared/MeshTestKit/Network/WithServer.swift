package import MeshTransport
import NIOCore
import NIOPosix

/// Runs a server of both protocols at 127.0.0.1, on a port that the system chooses, for the time of a closure.
///
/// - Parameters:
///   - tls: Who it is and whom it accepts; nil for plain text.
///   - acceptor: Takes each request, on its connection's event loop.
///   - body: Uses the server; given it and its port.
/// - Throws: What the closure throws, and what keeps a server from listening.
package func withServer<Value: Sendable>(
    configuration: HTTPServerConfiguration = .init(), tls: ServerTLS? = nil, acceptor: @escaping ExchangeAcceptor,
    _ body: (_ server: HTTPServer, _ port: Int) async throws -> Value
) async throws -> Value {
    let server = HTTPServer(
        configuration: configuration, listeners: [.bind("127.0.0.1", port: 0)], tls: tls,
        group: MultiThreadedEventLoopGroup.singleton, acceptor: acceptor)
    try await server.bind()
    async let running: Void = server.run()
    let result: Result<Value, any Error>
    do { result = .success(try await body(server, server.port ?? 0)) } catch { result = .failure(error) }
    server.beginDrain(limit: .zero)
    try await running
    return try result.get()
}

/// Runs a server whose requests are tasks of a handler; see the other one.
package func withServer<Value: Sendable>(
    configuration: HTTPServerConfiguration = .init(), tls: ServerTLS? = nil, handler: any RequestHandler,
    _ body: (_ server: HTTPServer, _ port: Int) async throws -> Value
) async throws -> Value {
    try await withServer(configuration: configuration, tls: tls, acceptor: TaskAcceptor(handler).acceptor, body)
}
