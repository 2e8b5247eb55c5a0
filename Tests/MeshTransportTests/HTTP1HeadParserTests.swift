import MeshTestKit
import NIOCore
import Testing

@testable import MeshTransport

/// Heads of HTTP/1.1, from octets to the mesh's form.
@Suite struct HTTP1HeadParserTests {
    private func parse(_ text: String, scheme: String = "http") throws -> HTTP1RequestHead {
        let buffer = ByteBuffer(string: text)
        var framer = HTTP1HeadFramer()
        var parser = HTTP1HeadParser(scheme: scheme)
        let length = try #require(
            try framer.advance(over: buffer.readableBytesUInt8Span, headLimit: 32_768, limits: HTTP1Limits()))
        return try parser.parse(buffer.readableBytesUInt8Span.extracting(first: length))
    }

    private func lines(_ block: HeaderBlock) -> [String] {
        block.fields.map {
            String(decoding: block.name(of: $0), as: UTF8.self) + "="
                + String(decoding: block.value(of: $0), as: UTF8.self)
        }
    }

    @Test("A head becomes pseudo-header fields first, then fields in lower case")
    func block() throws {
        let head = try parse(
            "GET /a?b=c HTTP/1.1\r\nHost: example.org:8080\r\nX-One:  two words \t\r\nAccept: */*\r\n\r\n")
        #expect(
            lines(head.block) == [
                ":method=GET", ":scheme=http", ":authority=example.org:8080", ":path=/a?b=c", "x-one=two words",
                "accept=*/*",
            ])
        #expect(head.framing == .none)
        #expect(head.keepsAlive)
    }

    @Test("Fields for this hop alone are obeyed and dropped, with those that Connection names")
    func hopByHop() throws {
        let head = try parse(
            "GET / HTTP/1.1\r\nHost: a\r\nConnection: close, X-Hop\r\nKeep-Alive: timeout=5\r\nX-Hop: 1\r\nX-End: 2\r\n"
                + "Upgrade: h2c\r\nHTTP2-Settings: AAAA\r\nProxy-Connection: close\r\nTE: trailers\r\n\r\n")
        #expect(
            lines(head.block) == [":method=GET", ":scheme=http", ":authority=a", ":path=/", "x-end=2", "te=trailers"])
        #expect(!head.keepsAlive)
    }

    @Test("Connection cannot take the length away")
    func nominatedLength() throws {
        let head = try parse("POST / HTTP/1.1\r\nHost: a\r\nConnection: content-length\r\nContent-Length: 3\r\n\r\n")
        #expect(head.framing == .length(3))
        #expect(lines(head.block).contains("content-length=3"))
    }

    @Test(
        "An absolute target gives scheme, authority and path, whatever Host says",
        arguments: [
            ("GET http://b/p?q HTTP/1.1", ["b", "/p?q"]), ("GET HTTP://b:81 HTTP/1.1", ["b:81", "/"]),
            ("GET https://b?q HTTP/1.1", ["b", "/?q"]), ("OPTIONS http://b HTTP/1.1", ["b", "*"]),
            ("GET http://[::1]:80/ HTTP/1.1", ["[::1]:80", "/"]),
        ])
    func absoluteForm(_ line: String, _ expected: [String]) throws {
        let block = try parse("\(line)\r\nHost: a\r\n\r\n").block
        #expect([block.string(":authority"), block.string(":path")] == expected)
    }

    @Test(
        "Versions differ in what they keep alive",
        arguments: [
            ("HTTP/1.1", "", true), ("HTTP/1.1", "Connection: close\r\n", false), ("HTTP/1.0", "", false),
            ("HTTP/1.0", "Connection: Keep-Alive\r\n", true), ("HTTP/1.0", "Connection: keep-alive, close\r\n", false),
        ])
    func keepAlive(_ version: String, _ field: String, _ expected: Bool) throws {
        #expect(try parse("GET / \(version)\r\nHost: a\r\n\(field)\r\n").keepsAlive == expected)
    }

    @Test("HTTP/1.0 needs no Host")
    func noHost() throws {
        #expect(lines(try parse("GET / HTTP/1.0\r\n\r\n").block) == [":method=GET", ":scheme=http", ":path=/"])
    }

    @Test("A WebSocket's upgrade becomes an extended CONNECT with its key answered (RFC 6455, section 1.3)")
    func webSocket() throws {
        let head = try parse(
            "GET /chat HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nOrigin: http://a\r\n\r\n"
        )
        #expect(head.webSocketAccept == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
        #expect(
            lines(head.block) == [
                ":method=CONNECT", ":protocol=websocket", ":scheme=http", ":authority=a", ":path=/chat",
                "sec-websocket-version=13", "origin=http://a",
            ])
    }

    @Test("Credentials are marked, so that HPACK keeps them out of its tables")
    func sensitive() throws {
        let head = try parse("GET / HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer x\r\nAccept: */*\r\n\r\n")
        #expect(head.block.fields.filter(\.isSensitive).count == 1)
    }

    @Test("However a head is cut into pieces, it ends at the same octet")
    func incremental() throws {
        let text = "GET / HTTP/1.1\r\nHost: a\r\nX-One: 1\r\n\r\n"
        for step in 1...7 {
            var framer = HTTP1HeadFramer()
            var found: Int?
            var buffer = ByteBuffer()
            for part in stride(from: 0, to: text.utf8.count, by: step) {
                buffer.writeBytes(Array(text.utf8.dropFirst(part).prefix(step)))
                found = try framer.advance(
                    over: buffer.readableBytesUInt8Span, headLimit: 32_768, limits: HTTP1Limits())
            }
            #expect(found == text.utf8.count)
        }
    }

    @Test("However a chunked body is cut into pieces, it holds the same octets")
    func chunkedIncremental() throws {
        let text = "3\r\nabc\r\nA;name=\"value\"\r\n0123456789\r\n000\r\nX-Sum: 7\r\n\r\nGET"
        for step in 1...9 {
            var decoder = HTTP1ChunkedDecoder(limits: HTTP1Limits(), trailerLimit: 1024)
            var buffer = ByteBuffer()
            var body = ""
            var trailers: Int?
            for part in stride(from: 0, to: text.utf8.count, by: step) {
                buffer.writeBytes(Array(text.utf8.dropFirst(part).prefix(step)))
                while trailers == nil, let event = try decoder.next(from: &buffer) {
                    switch event {
                    case .data(let data): body += String(buffer: data)
                    case .trailers(let length): trailers = length
                    }
                }
            }
            #expect(body == "abc0123456789")
            #expect(trailers == "X-Sum: 7\r\n\r\n".utf8.count)
            #expect(String(buffer: buffer) == "X-Sum: 7\r\n\r\nGET")
        }
    }
}
