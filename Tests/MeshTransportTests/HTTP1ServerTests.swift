import Foundation
import MeshTestKit
import MeshTransport
import Testing

/// HTTP/1.1 as a peer sees it, octet by octet.
@Suite struct HTTP1ServerTests {
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
            try await socket.send(Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + [0, 0, 0, 4, 0, 0, 0, 0, 0])
            let received = await socket.read { $0.bytes.count >= 9 }
            #expect(received.bytes.count >= 9 && received.bytes[3] == 4, "the first frame is SETTINGS")
            await socket.close()
        }
    }
}
