import Foundation
import MeshTestKit
import MeshTransport
import Testing

/// HTTP/1.1 as a peer sees it, octet by octet.
@Suite struct HTTP1ServerTests {
    private static let close = "Connection: close\r\n\r\n"

    @Test("A request is answered and the connection stays open for the next")
    func keepAlive() async throws {
        try await withTestServer { server in
            let socket = try await server.connect()
            let first = try await socket.request("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(first.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(first.hasSuffix("\r\n\r\nhello"))
            #expect(!first.contains("connection: close"))
            let second = try await socket.request("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc")
            #expect(second.hasSuffix("\r\n\r\nabc"))
            await socket.close()
        }
    }

    @Test("The preface of HTTP/2 starts an HTTP/2 session on the same port")
    func preface() async throws {
        try await withTestServer { server in
            let socket = try await server.connect()
            for octet in Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + [0, 0, 0, 4, 0, 0, 0, 0, 0] {
                try await socket.send([octet])
            }
            let received = await socket.read { $0.bytes.count >= 9 }
            #expect(received.bytes.count >= 9 && received.bytes[3] == 4, "the first frame is SETTINGS")
            await socket.close()
        }
    }

    @Test(
        "Connection: close and HTTP/1.0 end the connection behind the answer",
        arguments: [
            "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "GET / HTTP/1.0\r\n\r\n",
        ])
    func closes(_ request: String) async throws {
        try await withTestServer { server in
            let answer = try await server.exchange(request)
            #expect(answer.contains("connection: close\r\n"))
            #expect(answer.hasSuffix("\r\n\r\nhello"))
        }
    }

    @Test("A client of HTTP/1.0 that asks for it keeps its connection")
    func oldKeepAlive() async throws {
        try await withTestServer { server in
            let socket = try await server.connect()
            let request = "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"
            #expect(try await socket.request(request).contains("connection: keep-alive\r\n"))
            #expect(try await socket.request(request).hasSuffix("hello"))
            await socket.close()
        }
    }

    @Test("Pipelined requests are answered in their order")
    func pipelining() async throws {
        try await withTestServer { server in
            let socket = try await server.connect()
            try await socket.send(
                (0..<200).map { "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n\(1000 + $0)" }.joined()
                    + "GET /hold HTTP/1.1\r\nHost: a\r\n\r\nGET /early HTTP/1.1\r\nHost: a\r\n\(Self.close)")
            try await waitUntil("the held request") { server.service.presentedCount == 201 }
            server.service.release()
            let received = await socket.readUntilClosed()
            let bodies = received.text.components(separatedBy: "\r\n\r\n").dropFirst().map { $0.prefix { $0 != "H" } }
            #expect(bodies.map(String.init) == (0..<200).map { "\(1000 + $0)" } + ["released", "early"])
        }
    }

    @Test("A chunked body and its trailers reach the owner")
    func chunked() async throws {
        try await withTestServer { server in
            let socket = try await server.connect()
            let head = "HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
            #expect(
                try await socket.request("POST /echo \(head)3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n").hasSuffix(
                    "\r\n\r\nabcde"))
            #expect(
                try await socket.request("POST /fields \(head)1\r\na\r\n0\r\nX-Sum: 1\r\n\r\n").hasSuffix("trailer 1"))
            await socket.close()
        }
    }

    @Test("An answer without a length is chunked, with its trailers, and ends with the connection in HTTP/1.0")
    func chunkedAnswers() async throws {
        try await withTestServer { server in
            let modern = try await server.exchange("GET /trailers HTTP/1.1\r\nHost: a\r\n\(Self.close)")
            #expect(modern.contains("transfer-encoding: chunked\r\n"))
            #expect(modern.hasSuffix("\r\n\r\n4\r\npart\r\n0\r\nx-sum: 4\r\n\r\n"))
            let old = try await server.exchange("GET /trailers HTTP/1.0\r\n\r\n")
            #expect(!old.contains("transfer-encoding"))
            #expect(old.hasSuffix("\r\n\r\npart"))
        }
    }

    @Test("A streamed answer leaves part by part")
    func streaming() async throws {
        try await withTestServer { server in
            let socket = try await server.connect()
            try await socket.send("POST /stream HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n")
            #expect(await socket.read { $0.text.hasSuffix("1\r\na\r\n") }.text.hasSuffix("1\r\na\r\n"))
            try await socket.send("1\r\nb\r\n")
            #expect(await socket.read { $0.text.hasSuffix("1\r\nb\r\n") }.text.hasSuffix("1\r\nb\r\n"))
            try await socket.send("0\r\n\r\n")
            #expect(await socket.read { $0.text.hasSuffix("0\r\n\r\n") }.text.hasSuffix("b\r\n0\r\n\r\n"))
            await socket.close()
        }
    }

    @Test("HEAD, 204 and 304 have no body, and the connection goes on")
    func bodiless() async throws {
        try await withTestServer { server in
            let answer = try await server.exchange(
                "HEAD / HTTP/1.1\r\nHost: a\r\n\r\nGET /none HTTP/1.1\r\nHost: a\r\n\r\n"
                    + "GET /fresh HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\(Self.close)")
            #expect(!answer.contains("helloHTTP"))
            #expect(
                answer.contains(
                    "HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 304 Not Modified\r\netag: \"1\"\r\n\r\nHTTP/1.1 200 OK"))
            #expect(answer.hasSuffix("hello"))
        }
    }

    @Test("A 100 is sent when the owner asks for the body, and not to one that sent it already")
    func expectContinue() async throws {
        try await withTestServer { server in
            let socket = try await server.connect()
            let head = "POST /continue HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"
            try await socket.send(head)
            #expect(await socket.read { $0.text.hasSuffix("\r\n\r\n") }.text == "HTTP/1.1 100 Continue\r\n\r\n")
            _ = socket.take()
            #expect(try await socket.request("ab").hasSuffix("got 2"))
            await socket.close()
        }
    }

    @Test("An answer before the expected body closes, as it is unknown whether the body comes")
    func expectationDeclined() async throws {
        try await withTestServer { server in
            let answer = try await server.exchange(
                "POST /early HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(answer.contains("connection: close\r\n"))
        }
    }

    @Test("Informational answers come before the final one, and not in HTTP/1.0")
    func informational() async throws {
        try await withTestServer { server in
            let modern = try await server.exchange("GET /hints HTTP/1.1\r\nHost: a\r\n\(Self.close)")
            #expect(modern.hasPrefix("HTTP/1.1 103 Early Hints\r\nlink: </style.css>\r\n\r\nHTTP/1.1 200 OK\r\n"))
            #expect(try await server.exchange("GET /hints HTTP/1.0\r\n\r\n").hasPrefix("HTTP/1.1 200 OK\r\n"))
        }
    }

    @Test("A short rest of an unwanted body is dropped and the connection kept")
    func unwantedBody() async throws {
        try await withTestServer { server in
            let socket = try await server.connect()
            try await socket.send("POST /early HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n")
            #expect(await socket.answer().hasSuffix("early"))
            try await socket.send(String(repeating: "x", count: 1000))
            #expect(try await socket.request("GET / HTTP/1.1\r\nHost: a\r\n\r\n").hasSuffix("hello"))
            await socket.close()
        }
    }

    @Test("A long rest of an unwanted body is not waited for, whenever the answer comes", arguments: ["early", "hold"])
    func longUnwantedBody(path: String) async throws {
        try await withTestServer({ $0.bodyIdleTimeout = .seconds(3600) }) { server in
            let socket = try await server.connect()
            try await socket.send("POST /\(path) HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\nthe beginning")
            try await waitUntil("the request") { server.service.presentedCount == 1 }
            server.service.release()
            let received = await socket.readUntilClosed(limit: .seconds(30))
            #expect(received.text.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(received.isHalfClosed || received.isClosed)
            await socket.close()
        }
    }

    @Test("A client that goes away ends its request", arguments: [true, false])
    func cancellation(byReset: Bool) async throws {
        try await withTestServer({ $0.http1.halfCloseGrace = .milliseconds(100) }) { server in
            let socket = try await server.connect()
            try await socket.send("GET /hold HTTP/1.1\r\nHost: a\r\n\r\n")
            try await waitUntil("the held request") { server.service.presentedCount == 1 }
            if byReset { try await socket.abort() } else { await socket.close() }
            try await waitUntil("the failure") { server.service.failureCount == 1 }
            #expect(server.service.firstFailure == .connectionLost)
        }
    }

    @Test("A client that only shuts down its sending side still gets its answer")
    func halfClose() async throws {
        try await withTestServer { server in
            let socket = try await server.connect()
            try await socket.send("GET /hold HTTP/1.1\r\nHost: a\r\n\r\n")
            try await socket.finishSending()
            try await waitUntil("the held request") { server.service.presentedCount == 1 }
            server.service.release()
            #expect(await socket.readUntilClosed().text.hasSuffix("released"))
        }
    }

    @Test("A WebSocket is opened by 101 and passes bytes both ways until each side ends")
    func webSocket() async throws {
        let upgrade =
            "HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        try await withTestServer { server in
            let socket = try await server.connect()
            try await socket.send("GET /socket \(upgrade)raw bytes")
            let opened = await socket.read { $0.text.hasSuffix("raw bytes") }.text
            #expect(opened.hasPrefix("HTTP/1.1 101 Switching Protocols\r\n"))
            #expect(opened.contains("sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"))
            #expect(opened.contains("sec-websocket-protocol: chat\r\n"))
            try await socket.send("\u{0}more")
            #expect(await socket.read { $0.text.hasSuffix("\u{0}more") }.text.hasSuffix("\u{0}more"))
            try await socket.finishSending()
            let end = await socket.readUntilClosed()
            #expect(end.isHalfClosed || end.isClosed)
        }
    }

    @Test("A refused WebSocket leaves a connection for requests")
    func webSocketRefused() async throws {
        try await withTestServer { server in
            let socket = try await server.connect()
            let answer = try await socket.request(
                "GET /nothing HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 404 Not Found\r\n"))
            #expect(try await socket.request("GET / HTTP/1.1\r\nHost: a\r\n\r\n").hasSuffix("hello"))
            await socket.close()
        }
    }
}
