import Gateway
import HTTPTypes
import MeshTestKit
import MeshTransport
import NIOCore
import NIOPosix
import Synchronization

/// A gateway on real sockets in front of real servers, for the length of a test.
struct GatewayUnderTest: Sendable {
    let proxy: GatewayProxy
    let port: Int
    let client: HTTPClient
    let backends: [HTTPServer]
    let counted: CountedLog

    /// Sends a request over HTTP/2 and collects the answer.
    func send(
        _ method: HTTPRequest.Method = .get, _ path: String, _ fields: [(String, String)] = [], body: String? = nil
    ) async throws -> Answer {
        let response = try await open(method, path, fields, body: body)
        return Answer(head: response.head, body: String(buffer: try await response.collect(upTo: 1 << 24)))
    }

    /// Sends a request over HTTP/2 and returns when the head of the answer is there.
    func open(
        _ method: HTTPRequest.Method = .get, _ path: String, _ fields: [(String, String)] = [], body: String? = nil
    ) async throws -> ClientResponse {
        var request = HTTPRequest(method: method, scheme: "http", authority: "shop.example", path: path)
        for (name, value) in fields { request.headerFields.append(HTTPField(name: .named(name), value: value)) }
        return try await client.send(request, body: body.map { ByteBuffer(string: $0) })
    }

    /// Sends a request over HTTP/1.1 and returns all that came until the gateway closed.
    func raw(_ text: String) async throws -> String {
        let socket = try await RawSocket.connect(port: port)
        try await socket.send(text)
        let received = await socket.readUntilClosed()
        await socket.close()
        return received.text
    }

    struct Answer: Sendable {
        let head: HTTPResponse
        let body: String

        var status: Int { head.status.code }

        func field(_ name: String) -> String? { HTTPField.Name(name).flatMap { head.headerFields[$0] } }
    }
}

/// What the proxy counted.
final class CountedLog: Sendable {
    private let entries = Mutex<[CountedRequests]>([])

    func append(_ counted: CountedRequests) { entries.withLock { $0.append(counted) } }
    var all: [CountedRequests] { entries.withLock { $0 } }
}

/// Runs a test against a gateway.
///
/// - Parameters:
///   - routes: The default is one for `/` to the service `shop`.
///   - services: The instances of each service.
///   - gone: Endpoints of the service `shop` where nobody listens.
func withGateway(
    routes: [Route] = [Route(prefix: "/", service: "shop")], _ services: [String: [Backend]], gone: Int = 0,
    configure: (inout ProxyConfiguration) -> Void = { _ in },
    server: (inout HTTPServerConfiguration) -> Void = { _ in },
    _ body: (GatewayUnderTest) async throws -> Void
) async throws {
    let group = MultiThreadedEventLoopGroup.singleton
    var endpoints: [String: [Endpoint]] = [:]
    var servers: [HTTPServer] = []
    for (service, backends) in services {
        for backend in backends {
            let server = HTTPServer(
                configuration: .mesh, listeners: [.bind("127.0.0.1", port: 0)], group: group, acceptor: backend.acceptor
            )
            try await server.bind()
            servers.append(server)
            endpoints[service, default: []].append(
                Endpoint(instance: backend.name, host: "127.0.0.1", port: server.port ?? 0))
        }
    }
    for number in 0..<gone {
        endpoints["shop", default: []].append(Endpoint(instance: "gone-\(number)", host: "127.0.0.1", port: 1))
    }
    var configuration = ProxyConfiguration()
    configuration.upstream.seed = 1
    configure(&configuration)
    let counted = CountedLog()
    let proxy = GatewayProxy(
        group: group, source: StaticEndpointSource(endpoints), routes: RouteTable(routes), configuration: configuration,
        own: Backend.named("own").acceptor, report: counted.append)
    var front = HTTPServerConfiguration()
    front.bodyLimit = nil
    server(&front)
    let gateway = HTTPServer(
        configuration: front, listeners: [.bind("127.0.0.1", port: 0)], group: group, acceptor: proxy.acceptor)
    try await gateway.bind()
    let client = HTTPClient(.tcp(host: "127.0.0.1", port: gateway.port ?? 0), group: group)
    let all = servers + [gateway]
    try await withThrowingTaskGroup(of: Void.self) { tasks in
        for server in all { tasks.addTask { try await server.run() } }
        let outcome: Result<Void, any Error>
        do {
            let subject = GatewayUnderTest(
                proxy: proxy, port: gateway.port ?? 0, client: client, backends: servers, counted: counted)
            outcome = .success(try await body(subject))
        } catch {
            outcome = .failure(error)
        }
        try await client.shutDown()
        gateway.beginDrain(limit: .zero)
        try await proxy.shutDown()
        for server in servers { server.beginDrain(limit: .zero) }
        try await tasks.waitForAll()
        try outcome.get()
    }
}
