import Foundation
import MeshTestKit
import MeshTransport
import NIOCore
import NIOPosix

/// A server of ``TestService`` on a free port, for the length of a test.
struct RunningServer: Sendable {
    let server: HTTPServer
    let service: TestService

    var port: Int { server.port ?? 0 }

    /// Opens a connection, sends bytes as they are, and returns what came until the server closed, or for 5 s.
    func exchange(_ bytes: String) async throws -> String {
        let socket = try await RawSocket.connect(port: port)
        try await socket.send(bytes)
        let received = await socket.readUntilClosed()
        await socket.close()
        return received.text
    }

    func connect() async throws -> RawSocket {
        try await RawSocket.connect(port: port)
    }
}

/// Runs a test against a server, and ends the server.
func withTestServer(
    _ configure: (inout HTTPServerConfiguration) -> Void = { _ in },
    listeners: [Listener] = [.bind("127.0.0.1", port: 0)],
    tls: ServerTLS? = nil, group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
    _ body: (RunningServer) async throws -> Void
) async throws {
    var configuration = HTTPServerConfiguration()
    configure(&configuration)
    let service = TestService()
    let server = HTTPServer(
        configuration: configuration, listeners: listeners, tls: tls, group: group, acceptor: service.acceptor)
    try await server.bind()
    try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask { try await server.run() }
        let outcome: Result<Void, any Error>
        do {
            try await body(RunningServer(server: server, service: service))
            outcome = .success(())
        } catch {
            outcome = .failure(error)
        }
        server.beginDrain(limit: .zero)
        try await tasks.waitForAll()
        try outcome.get()
    }
}

extension RawSocket {
    /// Sends a request and returns its answer: the head and a body by its Content-Length.
    func request(_ text: String) async throws -> String {
        try await send(text)
        return await answer()
    }

    /// Waits for one answer with a Content-Length, and takes it out of what came.
    func answer() async -> String {
        _ = await read { received in
            guard let end = received.text.range(of: "\r\n\r\n") else { return false }
            let head = received.text[..<end.lowerBound].lowercased()
            let length = head.split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
                .flatMap { Int($0.dropFirst("content-length:".count).filter { $0 != " " }) }
            return received.text[end.upperBound...].utf8.count >= length ?? 0
        }
        return String(decoding: take(), as: UTF8.self)
    }
}
