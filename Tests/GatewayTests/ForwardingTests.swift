import Foundation
import HTTPTypes
import MeshCore
import MeshTestKit
import MeshTransport
import NIOCore
import Testing

@testable import Gateway

/// What of a request's head reaches the service.
struct ForwardingTests {
    /// A service that answers with the head that it got.
    private static let mirror = Backend.handler { request, writer in
        var fields = JSONObject()
        fields[":method"] = .string(request.head.method.rawValue)
        fields[":path"] = .string(request.head.path ?? "")
        fields[":authority"] = .string(request.head.authority ?? "")
        for field in request.head.headerFields {
            let known = fields[field.name.canonicalName]?.stringValue.map { $0 + " | " } ?? ""
            fields[field.name.canonicalName] = .string(known + field.value)
        }
        writer.respond(.init(status: .ok), body: .init(bytes: JSONValue.object(fields).utf8))
    }

    private func mirrored(
        _ fields: [(String, String)] = [], trusted: TrustedPeers = .none, path: String = "/v1/things?a=1"
    ) async throws -> JSONValue {
        var mirrored = JSONValue.null
        try await withGateway(["shop": [Self.mirror]], configure: { $0.trusted = trusted }) { gateway in
            let answer = try await gateway.send(.get, path, fields)
            #expect(answer.status == 200)
            mirrored = try JSONValue(parsing: answer.body)
        }
        return mirrored
    }

    @Test("The service sees the request as it was, and who sent it")
    func basics() async throws {
        let head = try await mirrored([("accept", "text/html"), ("cookie", "a=b")])
        #expect(head[":method"] == "GET")
        #expect(head[":path"] == "/v1/things?a=1")
        #expect(head[":authority"] == "shop.example")
        #expect(head["accept"] == "text/html")
        #expect(head["cookie"] == "a=b")
        #expect(head["via"] == "2 orrery")
        #expect(head["forwarded"] == "for=127.0.0.1;proto=http;host=shop.example")
        #expect(head["x-forwarded-for"] == "127.0.0.1")
        #expect(head["x-forwarded-proto"] == "http")
        #expect(head["x-forwarded-host"] == "shop.example")
        #expect(head["x-deadline-ms"]?.stringValue.flatMap(Int.init).map { $0 > 5000 && $0 <= 10_000 } == true)
    }

    @Test("What a client says of itself is not believed")
    func untrusted() async throws {
        let head = try await mirrored([
            ("forwarded", "for=1.2.3.4"), ("x-forwarded-for", "1.2.3.4"), ("x-forwarded-proto", "https"),
            ("x-forwarded-host", "evil"),
            ("x-forwarded-port", "1"), ("x-forwarded-prefix", "/x"), ("x-real-ip", "1.2.3.4"),
        ])
        #expect(head["forwarded"] == "for=127.0.0.1;proto=http;host=shop.example")
        #expect(head["x-forwarded-for"] == "127.0.0.1")
        #expect(head["x-forwarded-proto"] == "http")
        #expect(head["x-forwarded-host"] == "shop.example")
        for name in ["x-forwarded-port", "x-forwarded-prefix", "x-real-ip"] { #expect(head[name] == nil, "\(name)") }
    }

    @Test("What a trusted proxy in front says is kept, and ours is added to it")
    func trusted() async throws {
        let head = try await mirrored(
            [("forwarded", "for=1.2.3.4"), ("x-forwarded-for", "1.2.3.4"), ("x-forwarded-proto", "https")],
            trusted: try TrustedPeers(["127.0.0.0/8"]))
        #expect(head["forwarded"] == "for=1.2.3.4 | for=127.0.0.1;proto=http;host=shop.example")
        #expect(head["x-forwarded-for"] == "1.2.3.4 | 127.0.0.1")
        #expect(head["x-forwarded-proto"] == "https")
        #expect(head["x-forwarded-host"] == "shop.example")
    }

    @Test("A trace is begun where there is none")
    func begunTrace() async throws {
        let head = try await mirrored()
        let trace = try #require(head["traceparent"]?.stringValue)
        let pattern = try #require(TextPattern("^00-[0-9a-f]{32}-[0-9a-f]{16}-02$"))
        #expect(pattern.matches(trace), "\(trace)")
    }

    @Test("A trace and a request id that are there go on")
    func keptTrace() async throws {
        let trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
        let head = try await mirrored([("traceparent", trace), ("x-request-id", "mine")])
        #expect(head["traceparent"]?.stringValue == trace)
        #expect(head["x-request-id"] == "mine")
    }

    @Test("A client's deadline is passed on, lowered to what the route allows")
    func deadlines() async throws {
        try await withGateway(["shop": [Self.mirror]]) { gateway in
            func passedOn(_ asked: String) async throws -> Int {
                let text = try await gateway.raw(
                    "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Deadline-Ms: \(asked)\r\n\r\n")
                let body = try #require(text.range(of: "{")).lowerBound
                let head = try JSONValue(parsing: String(text[body...]))
                return try #require(head["x-deadline-ms"]?.stringValue.flatMap(Int.init))
            }
            let short = try await passedOn("2000")
            #expect((500...2000).contains(short))
            let long = try await passedOn("3600000")
            #expect((10_000...15_000).contains(long))
            let malformed = try await passedOn("soon")
            #expect((10_000...15_000).contains(malformed))
        }
    }

    @Test("Over HTTP/1.1 what is for one hop ends here")
    func hopByHop() async throws {
        try await withGateway(["shop": [Self.mirror]]) { gateway in
            let text = try await gateway.raw(
                "GET /v1/things HTTP/1.1\r\nHost: shop.example\r\nConnection: close, x-secret\r\nX-Secret: 1\r\nKeep-Alive: 5\r\n"
                    + "TE: gzip\r\nProxy-Connection: x\r\nUpgrade: h2c\r\nX-Kept: 2\r\n\r\n")
            #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n"))
            let body = try #require(text.range(of: "{")).lowerBound
            let json = text[body...].prefix { $0 != "\r" }
            let head = try JSONValue(parsing: String(json))
            for name in ["connection", "x-secret", "keep-alive", "te", "proxy-connection", "upgrade", "host"] {
                #expect(head[name] == nil, "\(name)")
            }
            #expect(head["x-kept"] == "2")
            #expect(head["via"] == "1.1 orrery")
            #expect(head[":authority"] == "shop.example")
        }
    }
}

/// The rewriting of a head by itself, for what no honest connection carries.
struct RequestRewriterTests {
    private func rewritten(_ fields: [(String, String)], isTrusted: Bool = false) -> [String] {
        var head = HeaderBlock()
        for (name, value) in fields { head.append(name, value) }
        var rewriter = RequestRewriter(sampling: 0, seed: 1)
        let result = rewriter.rewrite(
            head, RequestFields(head, isTrusted: isTrusted), connection: ConnectionDescription(version: .http2),
            client: nil,
            isTrusted: isTrusted)
        return result.fields.map {
            "\(String(decoding: result.name(of: $0), as: UTF8.self)): \(String(decoding: result.value(of: $0), as: UTF8.self))"
        }
    }

    @Test("Fields that connection names are left out, but not those that the message stands on")
    func nominated() {
        let fields = rewritten([
            (":method", "GET"), (":path", "/"), ("connection", "x-a,\tX-B , content-length, :path"), ("x-a", "1"),
            ("x-b", "2"), ("x-c", "3"),
            ("content-length", "0"), ("connection", "x-d"), ("x-d", "4"),
        ])
        #expect(fields.starts(with: [":method: GET", ":path: /", "x-c: 3", "content-length: 0", "via: 2 orrery"]))
    }

    @Test("More fields than the short list holds are left out as well")
    func many() {
        let fields = rewritten(
            [(":method", "GET")] + (0..<20).map { _ in ("x-forwarded-for", "1") } + [
                ("te", "trailers"), ("te", "gzip"), ("x", "y"),
            ])
        #expect(fields.prefix(4) == [":method: GET", "te: trailers", "x: y", "via: 2 orrery"])
        #expect(fields.count { $0.hasPrefix("x-forwarded-for") } == 1)
    }

    @Test("A peer without an address is unknown")
    func unknown() {
        let fields = rewritten([(":method", "GET"), (":authority", "a:1")])
        #expect(fields.contains("forwarded: for=unknown;proto=http;host=\"a:1\""))
        #expect(fields.contains("x-forwarded-for: unknown"))
    }

    @Test("Trace ids differ, and the share that is asked for is recorded")
    func sampling() {
        var rewriter = RequestRewriter(sampling: 0.5, seed: 1)
        var head = HeaderBlock()
        head.append(":method", "GET")
        var traces: Set<String> = []
        var recorded = 0
        for _ in 0..<1000 {
            let result = rewriter.rewrite(
                head, RequestFields(head, isTrusted: false), connection: ConnectionDescription(version: .http2),
                client: nil, isTrusted: false)
            guard let trace = result.string("traceparent") else { continue }
            traces.insert(trace)
            if trace.hasSuffix("-03") { recorded += 1 }
        }
        #expect(traces.count == 1000)
        #expect((400...600).contains(recorded))
    }
}
