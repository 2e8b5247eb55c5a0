import FoundationEssentials
import HTTPTypes
import Logging
import MeshTestKit
import MeshTransport
import NIOCore
import NIOPosix
import ServiceLifecycle
import Synchronization
import Testing

@testable import MeshRuntime

@Suite("Endpoints from the supervisor")
struct ControlPlaneTests {
    /// A supervisor's socket that pushes the lines it is given.
    final class Supervisor: RequestHandler {
        private let lines: AsyncStream<String>
        private let continuation: AsyncStream<String>.Continuation
        let paths = Mutex<[String]>([])

        init() {
            (lines, continuation) = AsyncStream.makeStream()
        }

        func push(_ line: String) { continuation.yield(line) }

        func push(_ table: EndpointTable) throws {
            push(String(decoding: try JSONEncoder().encode(table), as: UTF8.self) + "\n")
        }

        /// Answers the one who follows with what is pushed.
        func handle(_ request: ServerRequest, _ writer: ResponseWriter) async {
            paths.withLock { $0.append(request.head.path ?? "") }
            writer.writeHead(HTTPResponse(status: .ok))
            for await line in lines {
                do {
                    try await writer.write(ByteBuffer(string: line))
                } catch {
                    return
                }
            }
        }
    }

    let directory: TemporaryDirectory
    let group = MultiThreadedEventLoopGroup.singleton

    init() throws {
        directory = try TemporaryDirectory()
    }

    var socket: String { directory.path("control.sock") }

    func table(_ revision: UInt64, port: Int) -> EndpointTable {
        EndpointTable(
            revision: revision, services: ["catalog": [Endpoint(instance: "c1", host: "127.0.0.1", port: port)]])
    }

    func source() -> ControlPlaneEndpointSource {
        ControlPlaneEndpointSource(
            socket: socket, instance: "catalog 1", cache: EndpointCache(path: directory.path("endpoints.json")),
            group: group,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// Runs a supervisor for the time of a closure.
    func withSupervisor(_ supervisor: Supervisor, _ body: () async throws -> Void) async throws {
        let server = HTTPServer(
            listeners: [.unixDomainSocket(socket)], group: group,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            acceptor: TaskAcceptor(supervisor).acceptor)
        try await server.bind()
        async let running: Void = server.run()
        let result: Result<Void, any Error>
        do { result = .success(try await body()) } catch { result = .failure(error) }
        server.beginDrain(limit: .zero)
        try await running
        try result.get()
    }

    @Test("come at once and with every change, split and joined as the stream likes, and outlive the supervisor")
    func follows() async throws {
        let supervisor = Supervisor()
        let source = source()
        let life = ServiceGroup(services: [source], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        async let running: Void = life.run()
        try await withSupervisor(supervisor) {
            try supervisor.push(table(3, port: 1))
            try await waitUntil("the first table") { source.current.revision == 3 }
            supervisor.push("\n")
            let line = String(decoding: try JSONEncoder().encode(table(4, port: 2)), as: UTF8.self) + "\n"
            supervisor.push(String(line.prefix(20)))
            supervisor.push(String(line.dropFirst(20)) + "\n")
            try await waitUntil("the second table") { source.current.revision == 4 }
            try supervisor.push(table(2, port: 9))
            try supervisor.push(table(5, port: 3))
            try await waitUntil("the last table") { source.current.revision == 5 }
            #expect(supervisor.paths.withLock { $0 }.first == "/v1/endpoints?instance=catalog%201")
        }
        #expect(source.current == table(5, port: 3))
        let next = Supervisor()
        try next.push(table(6, port: 4))
        try await withSupervisor(next) {
            try await waitUntil("the table of the next supervisor") { source.current.revision == 6 }
        }
        await life.triggerGracefulShutdown()
        try await running
    }

    @Test("are kept for a process that starts while the supervisor is gone")
    func keeps() async throws {
        #expect(source().current == EndpointTable())
        EndpointCache(path: directory.path("endpoints.json")).keep(
            table(7, port: 1), Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        #expect(source().current == table(7, port: 1))
        _ = try directory.write("endpoints.json", "{ broken")
        #expect(source().current == EndpointTable())
    }
}
