import HTTPTypes
import MeshTransport
import NIOCore
import NIOEmbedded
import Synchronization
import Testing

@Suite("A task for each request, over HTTP/2")
struct HTTP2TaskServerTests {
    @Test("A handler sees the request's head and its answer goes out with length and date")
    func headAndAnswer() throws {
        let seen = Mutex<HTTPRequest?>(nil)
        let pair = try HTTP2Loopback(
            handler: ClosureHandler { request, writer in
                seen.withLock { $0 = request.head }
                writer.respond(
                    HTTPResponse(status: .ok, headerFields: [.contentType: "text/plain", .connection: "close"]),
                    body: ByteBuffer(string: "hello"))
            })
        defer { try? pair.close() }  // A test that has failed says so already.
        try pair.pump()
        let (_, answer) = try pair.open(
            "PATCH", path: "/a?b=c", fields: [("accept", "*/*"), ("x-unusual-name", "1"), ("accept", "text/plain")])
        try pair.pump()
        let head = try #require(seen.withLock { $0 })
        #expect(head.method == .patch)
        #expect(head.path == "/a?b=c")
        #expect(head.authority == "test")
        #expect(head.scheme == "http")
        #expect(head.headerFields[values: .accept] == ["*/*", "text/plain"])
        let unusual = try #require(HTTPField.Name("X-Unusual-Name"))
        #expect(head.headerFields[unusual] == "1")

        #expect(answer.status == "200")
        #expect(answer.heads.first?.string("content-length") == "5")
        #expect(answer.heads.first?.string("content-type") == "text/plain")
        #expect(answer.heads.first?.string("connection") == nil)
        #expect(answer.heads.first?.string("date")?.hasSuffix(" GMT") == true)
        #expect(String(buffer: answer.body) == "hello")
        #expect(answer.isEnded)
    }

    @Test("Bodies stream through a handler with back pressure on both sides")
    func echo() throws {
        var configuration = HTTPServerConfiguration()
        configuration.streamWindow = 65_535
        let pair = try HTTP2Loopback(
            server: configuration,
            handler: ClosureHandler { request, writer in
                writer.writeHead(HTTPResponse(status: .ok))
                do {
                    for try await part in request.body { try await writer.write(part) }
                    writer.finish(trailers: await request.body.trailers)
                } catch {
                    writer.abort()
                }
            })
        defer { try? pair.close() }  // A test that has failed says so already.
        try pair.pump()
        let content = ByteBuffer(bytes: (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7) })
        let (exchange, answer) = try pair.open("POST", end: .more)
        exchange.send(body: content, end: .more)
        exchange.send(trailers: .fields(("x-sum", "42")))
        try pair.pump()
        #expect(answer.body == content)
        #expect(answer.trailers?.string("x-sum") == "42")
        #expect(pair.server.openExchanges == 0)
    }

    @Test("A body that has come is taken at once, and makes room for more; one that is still coming is left alone")
    func takenWhole() throws {
        var configuration = HTTPServerConfiguration()
        configuration.connectionWindow = 65_535
        let taken = Mutex(0)
        let pair = try HTTP2Loopback(
            server: configuration,
            handler: ClosureHandler { request, writer in
                if let whole = request.body.takeWhole() {
                    taken.withLock { $0 += 1 }
                    return writer.respond(HTTPResponse(status: .ok), body: whole)
                }
                let body = try? await request.body.collect(upTo: 100)  // A failure shows as a missing body.
                writer.respond(HTTPResponse(status: .ok), body: body ?? ByteBuffer())
            })
        defer { try? pair.close() }  // A test that has failed says so already.
        try pair.pump()
        // More than the connection's window, so that it stands still unless each is given back.
        for number in 0..<40 {
            let content = ByteBuffer(repeating: UInt8(truncatingIfNeeded: number), count: 10_000)
            let (exchange, answer) = try pair.open("POST", end: .more)
            exchange.send(body: content, end: .last)
            try pair.pump()
            #expect(answer.body == content)
        }
        #expect(taken.withLock { $0 } == 40)

        let (exchange, answer) = try pair.open("POST", end: .more)
        exchange.send(body: ByteBuffer(string: "half, "), end: .more)
        try pair.pump()
        exchange.send(body: ByteBuffer(string: "whole"), end: .last)
        try pair.pump()
        #expect(String(buffer: answer.body) == "half, whole")
        #expect(taken.withLock { $0 } == 40)
    }

    @Test("A client that waits for 100 Continue gets it when the handler reads, not before")
    func expectContinue() throws {
        let pair = try HTTP2Loopback(
            handler: ClosureHandler { request, writer in
                guard request.head.path == "/read" else { return writer.respond(HTTPResponse(status: .forbidden)) }
                let body = try? await request.body.collect(upTo: 100)  // A failure shows as a missing body.
                writer.respond(HTTPResponse(status: .ok), body: body ?? ByteBuffer())
            })
        defer { try? pair.close() }  // A test that has failed says so already.
        try pair.pump()
        let (_, refused) = try pair.open("POST", path: "/refuse", fields: [("expect", "100-continue")], end: .more)
        try pair.pump()
        #expect(refused.heads.map { $0.string(":status") } == ["403"])
        #expect(refused.isEnded)

        let (exchange, answer) = try pair.open("POST", path: "/read", fields: [("expect", "100-continue")], end: .more)
        try pair.pump()
        #expect(answer.heads.map { $0.string(":status") } == ["100"])
        exchange.send(body: ByteBuffer(string: "body"), end: .last)
        try pair.pump()
        #expect(answer.heads.map { $0.string(":status") } == ["100", "200"])
        #expect(String(buffer: answer.body) == "body")
    }

    @Test(
        "A handler is cancelled when the client resets the request or the connection is lost", arguments: [true, false])
    func cancellation(byReset: Bool) throws {
        let wasCancelled = Mutex(false)
        let pair = try HTTP2Loopback(
            handler: ClosureHandler { request, _ in
                await #expect(throws: ExchangeFailure.self) { try await request.body.collect(upTo: 10) }
                wasCancelled.withLock { $0 = Task.isCancelled }
            })
        try pair.pump()
        let (exchange, _) = try pair.open("POST", end: .more)
        try pair.pump()
        if byReset {
            exchange.reset(.cancelled)
        } else {
            try pair.serverChannel.close().wait()
        }
        try pair.pump()
        #expect(wasCancelled.withLock { $0 })
        try pair.close()
    }

    @Test("A deadline that passes gives the client a 504 and cancels the handler")
    func deadline() throws {
        let wasCancelled = Mutex(false)
        let pair = try HTTP2Loopback(
            handler: ClosureHandler { request, writer in
                #expect(request.deadline != nil)
                await #expect(throws: ExchangeFailure.self) { try await request.body.collect(upTo: 10) }
                wasCancelled.withLock { $0 = Task.isCancelled }
                writer.respond(HTTPResponse(status: .ok))
            })
        defer { try? pair.close() }  // A test that has failed says so already.
        try pair.pump()
        let (_, answer) = try pair.open("POST", fields: [("x-deadline-ms", "50")], end: .more)
        try pair.pump()
        #expect(answer.status == nil)
        pair.loop.advanceTime(by: .milliseconds(100))
        try pair.pump()
        #expect(answer.status == "504")
        #expect(answer.heads.first?.string("content-type") == "application/problem+json")
        #expect(String(buffer: answer.body).contains(#""code":"gateway_timeout""#))
        #expect(wasCancelled.withLock { $0 })
    }

    @Test("A handler that gives no answer, or half of one, leaves no client waiting")
    func poorHandlers() throws {
        let pair = try HTTP2Loopback(
            handler: ClosureHandler { request, writer in
                if request.head.path == "/half" { writer.writeHead(HTTPResponse(status: .ok)) }
            })
        defer { try? pair.close() }  // A test that has failed says so already.
        try pair.pump()
        let (_, none) = try pair.open(path: "/none")
        let (_, half) = try pair.open(path: "/half")
        try pair.pump()
        #expect(none.status == "500")
        #expect(half.failure?.reason == .resetByPeer(code: 2))
        #expect(pair.server.openExchanges == 0)
    }

    @Test("The answer to HEAD has the length of its body and no body")
    func head() throws {
        let pair = try HTTP2Loopback(
            handler: ClosureHandler { _, writer in
                writer.respond(HTTPResponse(status: .ok), body: ByteBuffer(string: "hello"))
            })
        defer { try? pair.close() }  // A test that has failed says so already.
        try pair.pump()
        let (_, answer) = try pair.open("HEAD")
        try pair.pump()
        #expect(answer.heads.first?.string("content-length") == "5")
        #expect(answer.body.readableBytes == 0)
        #expect(answer.isEnded)
    }
}
