import Foundation
import MeshTestKit
import MeshTransport
import Testing

/// What HTTP/1.1 does not put up with: peers that are slow, greedy or deaf, and owners that answer wrongly.
@Suite struct HTTP1LimitTests {
    private static let close = "Connection: close\r\n\r\n"

    @Test("A peer that sends ahead without end is held back while its request waits")
    func pipelineBound() async throws {
        try await withTestServer { server in
            let socket = try await server.connect()
            try await socket.send("GET /hold HTTP/1.1\r\nHost: a\r\n\r\n")
            try await waitUntil("the held request") { server.service.presentedCount == 1 }
            let flood = Task { try await socket.send([UInt8](repeating: 65, count: 64 << 20)) }
            defer { flood.cancel() }
            server.service.release()
            #expect(await socket.read { $0.text.contains("released") }.text.contains("released"))
            let end = await socket.readUntilClosed()
            #expect(end.text.contains("HTTP/1.1 414 "))
            await socket.close()
        }
    }

    @Test(
        "A body beyond the limit gets a 413, announced or not",
        arguments: [
            "Content-Length: 2000\r\n\r\n",
            "Transfer-Encoding: chunked\r\n\r\n7d0\r\n" + String(repeating: "x", count: 2000) + "\r\n0\r\n\r\n",
        ])
    func bodyLimit(_ rest: String) async throws {
        try await withTestServer({ $0.bodyLimit = 1000 }) { server in
            let answer = try await server.exchange("POST /echo HTTP/1.1\r\nHost: a\r\n\(rest)")
            #expect(answer.hasPrefix("HTTP/1.1 413 Content Too Large\r\n"))
            #expect(answer.contains("application/problem+json"))
        }
    }

    @Test("An owner that does not read holds the peer back")
    func requestBackPressure() async throws {
        try await withTestServer({ $0.streamWindow = 64 * 1024 }) { server in
            let socket = try await server.connect()
            try await socket.send("POST /unread HTTP/1.1\r\nHost: a\r\nContent-Length: 60000000\r\n\r\n")
            let isSent = Occurrence()
            let sending = Task {
                try await socket.send([UInt8](repeating: 65, count: 60_000_000))
                isSent.set()
            }
            try await waitUntil("the request") { server.service.presentedCount == 1 }
            // Another connection's answers show that the loop goes on while this one is held.
            for _ in 0..<20 { _ = try await server.exchange("GET / HTTP/1.1\r\nHost: a\r\n\(Self.close)") }
            #expect(!isSent.isSet)
            await socket.close()
            _ = await sending.result
        }
    }

    @Test("A peer that does not read holds the owner back, and is closed in the end")
    func writeStall() async throws {
        try await withTestServer({ $0.writeStallTimeout = .milliseconds(300) }) { server in
            let socket = try await server.connect()
            try await socket.setReading(false)
            try await socket.send("GET /big HTTP/1.1\r\nHost: a\r\n\r\n")
            try await waitUntil("the failure of the stalled answer") { server.service.failureCount == 1 }
            #expect(server.service.firstFailure == .unresponsive)
            await socket.close()
        }
    }

    @Test("A large answer arrives whole at a peer that reads")
    func largeAnswer() async throws {
        try await withTestServer { server in
            let socket = try await server.connect()
            try await socket.send("GET /big HTTP/1.0\r\n\r\n")
            let received = await socket.readUntilClosed(limit: .seconds(20))
            #expect(received.bytes.count > 64 << 20)
            #expect(received.bytes.suffix(1000).allSatisfy { $0 == 120 })
        }
    }

    @Test(
        "Slow heads and slow bodies get a 408, idle connections an end without a word",
        arguments: [
            ("GET / HTTP/1.1\r\nHo", "HTTP/1.1 408 "),
            ("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nab", "HTTP/1.1 408 "),
            ("", ""), ("G", "HTTP/1.1 408 "), ("PR", ""),
        ])
    func slowPeers(_ bytes: String, _ expected: String) async throws {
        let configure: (inout HTTPServerConfiguration) -> Void = {
            $0.headerTimeout = .seconds(2)
            $0.bodyIdleTimeout = .milliseconds(200)
        }
        try await withTestServer(configure) { server in
            let answer = try await server.exchange(bytes)
            #expect(expected.isEmpty ? answer.isEmpty : answer.hasPrefix(expected), "\(answer)")
        }
    }

    @Test("A connection without a request is closed after its idle time")
    func idle() async throws {
        try await withTestServer({ $0.idleTimeout = .milliseconds(200) }) { server in
            let socket = try await server.connect()
            _ = try await socket.request("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            let received = await socket.readUntilClosed()
            #expect(received.isHalfClosed || received.isClosed)
            #expect(received.bytes.isEmpty)
        }
    }

    @Test(
        "What an owner does wrong never reaches the peer as a good answer",
        arguments: [
            ("/broken", "HTTP/1.1 500 "), ("/refuse", "HTTP/1.1 503 "), ("/abort", ""),
        ])
    func brokenOwner(_ path: String, _ expected: String) async throws {
        try await withTestServer { server in
            let answer = try await server.exchange("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(expected.isEmpty ? answer.isEmpty : answer.hasPrefix(expected))
            #expect(!answer.contains("set-cookie"))
        }
    }

    @Test("An answer that does not keep its length ends the connection within it")
    func shortAnswer() async throws {
        try await withTestServer { server in
            let answer = try await server.exchange("GET /short HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(!answer.hasSuffix("HTTP/1.1"))
            #expect(server.service.failureCount <= 1)
        }
    }

    @Test("A smuggled request behind a refused one is not answered")
    func smuggling() async throws {
        try await withTestServer { server in
            let answer = try await server.exchange(
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                    + "GET /early HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
            #expect(answer.components(separatedBy: "HTTP/1.1 ").count == 2)
            #expect(server.service.presentedCount == 0)
        }
    }
}
