import Gateway
import HTTPTypes
import MeshCore
import MeshTestKit
import MeshTransport
import NIOCore
import Synchronization
import Testing

struct ProxyTests {
    private static let echo = Backend.handler { request, writer in
        let body = try await request.body.collect(upTo: 1 << 24)
        writer.respond(.init(status: .ok, headerFields: [.contentType: "text/plain"]), body: body)
    }

    @Test("Bodies of any size go through both ways", arguments: [0, 1, 1000, 100_000, 3_000_000])
    func bodies(size: Int) async throws {
        try await withGateway(["shop": [Self.echo]]) { gateway in
            let body = String(repeating: "x", count: size)
            let answer = try await gateway.send(.post, "/echo", body: body)
            #expect(answer.status == 200)
            #expect(answer.body.utf8.count == size)
            #expect(answer.field("content-type") == "text/plain")
        }
    }

    @Test("Requests follow the longest prefix on whole segments")
    func routing() async throws {
        let routes = [
            Route(prefix: "/a", service: "one"), Route(prefix: "/a/b", service: "two"),
            Route(prefix: "/c/", service: "three"),
        ]
        try await withGateway(
            routes: routes, ["one": [.named("one")], "two": [.named("two")], "three": [.named("three")]]
        ) { gateway in
            for (path, name) in [
                ("/a", "one"), ("/a/", "one"), ("/a/x?/b", "one"), ("/a/bb", "one"), ("/a/b", "two"),
                ("/a/b/c?x", "two"), ("/c/d", "three"),
            ] {
                do {
                    let reply = try await gateway.send(.get, path)
                    #expect(reply.body == name, "\(path)")
                }
            }
            for path in ["/", "/ab", "/b", "/c", "/A"] {
                do {
                    let reply = try await gateway.send(.get, path)
                    #expect(reply.status == 404, "\(path)")
                }
            }
        }
    }

    @Test("No route is a problem that says so")
    func noRoute() async throws {
        try await withGateway(routes: [Route(prefix: "/a", service: "shop")], ["shop": [Self.echo]]) { gateway in
            let trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
            let answer = try await gateway.send(.post, "/b?secret=1", [("traceparent", trace)], body: "rest")
            #expect(answer.status == 404)
            #expect(answer.field("content-type") == "application/problem+json")
            #expect(answer.field("proxy-status")?.hasPrefix("orrery; error=destination_not_found") == true)
            let problem = try JSONValue(parsing: answer.body)
            #expect(problem["code"] == "not_found")
            #expect(problem["instance"] == "/b")
            #expect(problem["traceId"] == "4bf92f3577b34da6a3ce929d0e0e4736")
        }
    }

    @Test(
        "A path with dot segments is refused, however it is written",
        arguments: ["/a/../b", "/a/..", "/./a", "/a/%2e%2E/b", "/a/.%2e", "/%2e/a", "/a/..\\b"])
    func dotSegments(path: String) async throws {
        try await withGateway(["shop": [Self.echo]]) { gateway in
            let answer = try await gateway.send(.get, path)
            #expect(answer.status == 400)
            #expect(try JSONValue(parsing: answer.body)["code"] == "invalid_path")
        }
    }

    @Test(
        "Dots that are no segment of their own go through",
        arguments: ["/.well-known/x", "/a..b", "/a/...", "/a/..b", "/a/b.", "/a?x=/../"])
    func dots(path: String) async throws {
        try await withGateway(["shop": [Self.echo]]) { gateway in
            do {
                let reply = try await gateway.send(.get, path)
                #expect(reply.status == 200)
            }
        }
    }

    @Test("Trailers and interim answers go through")
    func trailers() async throws {
        let backend = Backend.handler { _, writer in
            writer.writeInformational(.init(status: .init(code: 103), headerFields: [.named("link"): "</a>"]))
            writer.writeHead(.init(status: .ok))
            try await writer.write(ByteBuffer(string: "body"))
            writer.finish(trailers: [.named("x-checksum"): "abc"])
        }
        try await withGateway(["shop": [backend]]) { gateway in
            let response = try await gateway.open(.get, "/")
            #expect(String(buffer: try await response.collect(upTo: 100)) == "body")
            #expect(response.body.trailers?[.named("x-checksum")] == "abc")
            let text = try await gateway.raw("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            #expect(text.hasPrefix("HTTP/1.1 103 "))
            #expect(text.contains("HTTP/1.1 200 OK"))
            #expect(text.lowercased().contains("x-checksum: abc"))
        }
    }

    @Test("A request's trailers reach the service")
    func requestTrailers() async throws {
        let backend = Backend.handler { request, writer in
            _ = try await request.body.collect(upTo: 1000)
            let trailers = await request.body.trailers
            writer.respond(.init(status: .ok), body: ByteBuffer(string: trailers?[.named("x-sum")] ?? "none"))
        }
        try await withGateway(["shop": [backend]]) { gateway in
            let text = try await gateway.raw(
                "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX-Sum: 17\r\n\r\n"
            )
            #expect(text.hasSuffix("17"), "\(text)")
        }
    }

    @Test("A client that expects 100 gets it from the service and then sends")
    func expectContinue() async throws {
        try await withGateway(["shop": [Self.echo]]) { gateway in
            let socket = try await RawSocket.connect(port: gateway.port)
            try await socket.send(
                "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n")
            let interim = await socket.read { $0.text.contains("\r\n\r\n") }
            #expect(interim.text.hasPrefix("HTTP/1.1 100 "))
            try await socket.send("hello")
            let answer = await socket.readUntilClosed()
            #expect(answer.text.contains("HTTP/1.1 200 OK"))
            #expect(answer.text.hasSuffix("hello"))
            await socket.close()
        }
    }

    @Test("The answer to HEAD has no body and keeps its length")
    func head() async throws {
        let backend = Backend.handler { _, writer in
            writer.respond(.init(status: .ok), body: ByteBuffer(string: "twelve bytes"))
        }
        try await withGateway(["shop": [backend]]) { gateway in
            let answer = try await gateway.send(.head, "/")
            #expect(answer.field("content-length") == "12")
            #expect(answer.body.isEmpty)
            let missing = try await gateway.send(.head, "/../x")
            #expect(missing.status == 400)
            #expect(missing.body.isEmpty)
        }
    }

    @Test("A WebSocket goes through as bytes both ways")
    func webSocket() async throws {
        let backend = Backend.handler { request, writer in
            guard request.head.method == .connect else { return writer.respond(.init(status: .badRequest)) }
            writer.writeHead(.init(status: .ok))
            for try await part in request.body { try await writer.write(part) }
            writer.finish()
        }
        try await withGateway(["shop": [backend]]) { gateway in
            let socket = try await RawSocket.connect(port: gateway.port)
            try await socket.send(
                "GET /chat HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n")
            let head = await socket.read { $0.text.contains("\r\n\r\n") }
            #expect(head.text.hasPrefix("HTTP/1.1 101 "), "\(head.text)")
            #expect(head.text.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="))
            _ = socket.take()
            for word in ["one", "two"] {
                try await socket.send(word)
                #expect(await socket.read { $0.text.contains(word) }.text.contains(word))
            }
            await socket.close()
        }
    }

    @Test("A CONNECT to elsewhere is refused")
    func forwardProxy() async throws {
        try await withGateway(["shop": [Self.echo]]) { gateway in
            let text = try await gateway.raw("CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n")
            #expect(text.hasPrefix("HTTP/1.1 4") || text.hasPrefix("HTTP/1.1 501"), "\(text)")
        }
    }

    @Test("Requests are counted by route, method and status")
    func counts() async throws {
        let routes = [Route(prefix: "/a", service: "shop")]
        try await withGateway(routes: routes, ["shop": [Self.echo]]) { gateway in
            for _ in 0..<3 { _ = try await gateway.send(.get, "/a") }
            _ = try await gateway.send(.post, "/a", body: "x")
            _ = try await gateway.send(.get, "/none")
            try await waitUntil("all are counted") {
                try await gateway.proxy.reportCounts()
                return gateway.counted.all.reduce(0) { $0 + $1.counts.reduce(0, +) } == 5
            }
            let all = gateway.counted.all
            func count(_ route: String, _ method: String, _ status: Int) -> UInt64 {
                all.filter { $0.route == route && $0.method == method && $0.status == status }.reduce(0) {
                    $0 + $1.counts.reduce(0, +)
                }
            }
            #expect(count("/a", "GET", 200) == 3)
            #expect(count("/a", "POST", 200) == 1)
            #expect(count("", "GET", 404) == 1)
            #expect(all.filter { $0.status == 200 }.allSatisfy { $0.seconds > 0 })
        }
    }

    @Test("New routes are followed at once")
    func reload() async throws {
        try await withGateway(
            routes: [Route(prefix: "/a", service: "one")], ["one": [.named("one")], "two": [.named("two")]]
        ) { gateway in
            do {
                let reply = try await gateway.send(.get, "/a")
                #expect(reply.body == "one")
            }
            try await gateway.proxy.apply(RouteTable([Route(prefix: "/a", service: "two")]))
            do {
                let reply = try await gateway.send(.get, "/a")
                #expect(reply.body == "two")
            }
            try await gateway.proxy.apply(RouteTable())
            do {
                let reply = try await gateway.send(.get, "/a")
                #expect(reply.status == 404)
            }
        }
    }
}
