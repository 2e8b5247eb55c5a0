import FoundationEssentials
import HTTPTypes
import Logging
import MeshCore
import MeshTestKit
import MeshTransport
import NIOCore
import NIOPosix
import ServiceLifecycle
import Testing

@testable import MeshRuntime

@Suite("A service on real sockets")
struct ServiceHostTests {
    static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    let directory: TemporaryDirectory
    let group = MultiThreadedEventLoopGroup.singleton

    init() throws {
        directory = try TemporaryDirectory()
    }

    /// Runs a service on a port of its own for the time of a closure, and ends it gracefully.
    func withService(
        _ board: NoteBoard, _ body: (_ port: Int, _ client: HTTPClient, _ life: ServiceGroup) async throws -> Void
    ) async throws {
        let common = CommonConfiguration(
            ConfigurationValues(texts: ["data.dir": directory.path, "drain.limit": "5s"]), fallbackInstance: "notes-1")
        let runtime = try Runtime(
            service: "notes", version: "7", common: common, group: group,
            registry: MetricsRegistry(process: ProcessMetrics()), logger: Self.quiet)
        let host = ServiceHost(board, runtime: runtime)
        let port = try #require(try await host.bind())
        let life = ServiceGroup(services: host.services, logger: Self.quiet)
        async let running: Void = life.run()
        let client = HTTPClient(.tcp(host: "127.0.0.1", port: port), group: group)
        let result: Result<Void, any Error>
        do { result = .success(try await body(port, client, life)) } catch { result = .failure(error) }
        await life.triggerGracefulShutdown()
        try await running
        try await client.shutDown()
        try result.get()
    }

    func get(
        _ client: HTTPClient, _ path: String, _ headers: HTTPFields = [:], deadline: Deadline? = nil
    ) async throws -> (HTTPResponse, String) {
        let request = HTTPRequest(method: .get, scheme: nil, authority: nil, path: path, headerFields: headers)
        let response = try await client.send(request, deadline: deadline)
        return (response.head, String(buffer: try await response.collect(upTo: 1 << 20)))
    }

    @Test("answers over HTTP/2: its operations, health, metrics and the document")
    func http2() async throws {
        let board = NoteBoard(checks: [HealthCheck("store") {}])
        let note = board.put("Milk")
        try await withService(board) { _, client, _ in
            let (head, body) = try await get(client, "/v1/notes/\(note.id)")
            #expect(head.status == .ok)
            #expect(try JSONDecoder().decode(Note.self, from: Data(body.utf8)) == note)
            let (ready, report) = try await get(client, "/health/ready")
            #expect(ready.status == .ok)
            #expect(try JSONValue(parsing: report)["checks"] == [["name": "store", "status": "ok"]])
            #expect(try JSONValue(parsing: report)["version"] == "7")
            #expect(try await get(client, "/health/live").0.status == .ok)
            let (metrics, text) = try await get(client, "/metrics")
            #expect(metrics.headerFields[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
            #expect(text.contains("http_server_request_duration_seconds_bucket"))
            #expect(text.contains("process_resident_memory_bytes"))
            let (_, document) = try await get(client, "/openapi.json")
            #expect(try JSONValue(parsing: document)["openapi"] == "3.1.0")
        }
    }

    @Test("answers over HTTP/1.1 on the same port, several requests to a connection")
    func http1() async throws {
        try await withService(NoteBoard()) { port, _, _ in
            let socket = try await RawSocket.connect(port: port)
            for path in ["/v1/notes", "/nowhere"] {
                try await socket.send("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n")
            }
            let received = await socket.read { $0.text.contains("not_found") }
            #expect(received.text.hasPrefix("HTTP/1.1 200"), "\(received.text)")
            #expect(received.text.contains("HTTP/1.1 404"))
            await socket.close()
        }
    }

    @Test("streams an answer that is made while it is sent")
    func streams() async throws {
        try await withService(NoteBoard()) { _, client, _ in
            let (head, body) = try await get(client, "/v1/stream")
            #expect(head.status == .ok)
            #expect(body.split(separator: "\n").count == 100)
            #expect(body.hasSuffix("line 99\n"))
        }
    }

    @Test("takes a body with its schema over the wire")
    func bodies() async throws {
        let board = NoteBoard()
        let note = board.put("Milk")
        try await withService(board) { _, client, _ in
            let request = HTTPRequest(
                method: .patch, scheme: nil, authority: nil, path: "/v1/notes/\(note.id)",
                headerFields: [.contentType: "application/merge-patch+json", .ifMatch: "\"1\""])
            let good = try await client.send(request, body: ByteBuffer(string: #"{"title":"Oats"}"#))
            #expect(good.status == .ok)
            let bad = try await client.send(request, body: ByteBuffer(string: #"{"title":7}"#))
            #expect(bad.status == .badRequest)
        }
    }

    @Test("stops the handler of a client that goes, and of one whose deadline passes")
    func cancels() async throws {
        let board = NoteBoard()
        try await withService(board) { _, client, _ in
            try await waitUntil("a deadline stops the handler") {
                // On a busy machine a deadline may pass before the handler has begun; the next one does better.
                let deadline = Deadline(after: .milliseconds(200), from: .now())
                do {
                    let (head, _) = try await get(client, "/v1/slow", deadline: deadline)
                    #expect(head.status == .gatewayTimeout)
                } catch let failure as ExchangeFailure {
                    #expect(failure.reason == .deadlineExceeded)
                }
                return board.cancellations > 0
            }
            let before = board.cancellations
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask {
                    _ = try await client.send(HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/v1/slow"))
                }
                tasks.addTask {
                    // Long enough for the request to arrive: the slow one is counted among those that are answered.
                    try await waitUntil("the request is being answered") {
                        let (_, text) = try await get(client, "/metrics")
                        return text.contains("http_server_active_requests 2\n")
                    }
                }
                try await tasks.next()
                tasks.cancelAll()
                while let result = await tasks.nextResult() { _ = result }
            }
            try await waitUntil("the client's going stops the handler") { board.cancellations > before }
        }
    }

    @Test("is unready from the moment in which it is told to stop, and finishes what is open")
    func drains() async throws {
        try await withService(NoteBoard()) { port, _, life in
            let socket = try await RawSocket.connect(port: port)
            try await socket.send("GET /health/ready HTTP/1.1\r\nHost: localhost\r\n\r\n")
            let before = await socket.read { $0.text.contains("}") }
            #expect(before.text.contains("HTTP/1.1 200"))
            _ = socket.take()
            await life.triggerGracefulShutdown()
            var after = before
            // Unready at once; the order to close is on its way to the connection for a moment yet.
            try await waitUntil("the instance is draining", state: { after.text }) {
                try await socket.send("GET /health/ready HTTP/1.1\r\nHost: localhost\r\n\r\n")
                after = await socket.read { $0.text.contains("}") || $0.isClosed }
                _ = socket.take()
                return after.text.lowercased().contains("connection: close")
            }
            #expect(after.text.contains("HTTP/1.1 503"), "\(after)")
            #expect(after.text.contains("draining"))
        }
    }
}
