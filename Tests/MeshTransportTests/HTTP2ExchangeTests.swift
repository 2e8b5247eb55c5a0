import MeshTransport
import NIOCore
import Testing

@Suite("Exchanges over HTTP/2")
struct HTTP2ExchangeTests {
    @Test("A request and its answer arrive whole, in as few calls as they have parts")
    func requestAndAnswer() throws {
        let pair = try HTTP2Loopback()
        defer { try? pair.close() }  // A test that has failed says so already.
        try pair.pump()
        #expect(pair.client.availableStreams == 256)

        let (_, answer) = try pair.open(path: "/products?limit=3", fields: [("x-kind", "small")])
        try pair.pump()
        let accepted = try #require(pair.accepted.all.first)
        #expect(accepted.end == .last)
        #expect(accepted.head.string(":path") == "/products?limit=3")
        #expect(accepted.head.string("x-kind") == "small")

        accepted.exchange.send(head: .answer(200, ("content-type", "application/json")), end: .more)
        accepted.exchange.send(body: ByteBuffer(string: "{}"), end: .last)
        try pair.pump()
        #expect(answer.status == "200")
        #expect(answer.heads.first?.string("content-type") == "application/json")
        #expect(String(buffer: answer.body) == "{}")
        #expect(answer.parts == 1)
        #expect(answer.isEnded)
        #expect(answer.failure == nil)
        #expect(accepted.request.failure == nil)
        #expect(pair.client.openStreams == 0)
        #expect(pair.server.openExchanges == 0)
    }

    @Test(
        "Bodies of any size pass both ways under flow control",
        arguments: [0, 1, 2_047, 2_048, 16_384, 70_000, 3_000_000])
    func bodies(size: Int) throws {
        let pair = try HTTP2Loopback()
        defer { try? pair.close() }  // A test that has failed says so already.
        try pair.pump()
        let content = ByteBuffer(bytes: (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        let (exchange, answer) = try pair.open("POST", end: .more)
        exchange.send(body: content, end: .last)
        try pair.pump()
        let accepted = try #require(pair.accepted.all.first)
        #expect(accepted.request.body == content)
        #expect(accepted.request.isEnded)
        accepted.exchange.send(head: .answer(200), end: .more)
        accepted.exchange.send(body: content, end: .last)
        try pair.pump()
        #expect(answer.body == content)
        #expect(answer.isEnded)
    }

    @Test("Informational answers come before the answer, trailers after it, both ways")
    func informationalAndTrailers() throws {
        let pair = try HTTP2Loopback()
        defer { try? pair.close() }  // A test that has failed says so already.
        try pair.pump()
        let (exchange, answer) = try pair.open("POST", end: .more)
        exchange.send(body: ByteBuffer(string: "part"), end: .more)
        exchange.send(trailers: .fields(("x-checksum", "1")))
        try pair.pump()
        let accepted = try #require(pair.accepted.all.first)
        #expect(String(buffer: accepted.request.body) == "part")
        #expect(accepted.request.trailers?.string("x-checksum") == "1")

        accepted.exchange.send(head: .answer(103, ("link", "</style.css>")), end: .more)
        accepted.exchange.send(head: .answer(200), end: .more)
        accepted.exchange.send(body: ByteBuffer(string: "body"), end: .more)
        accepted.exchange.send(trailers: .fields(("grpc-status", "0")))
        try pair.pump()
        #expect(answer.heads.map { $0.string(":status") } == ["103", "200"])
        #expect(String(buffer: answer.body) == "body")
        #expect(answer.trailers?.string("grpc-status") == "0")
        #expect(answer.isEnded)
        #expect(pair.server.openExchanges == 0)
    }

    @Test("An owner that credits nothing stops the sender at the window, and goes on once it credits")
    func backPressure() throws {
        var configuration = HTTPServerConfiguration()
        configuration.streamWindow = 100_000
        let pair = try HTTP2Loopback(server: configuration)
        defer { try? pair.close() }  // A test that has failed says so already.
        pair.accepted.onAccept = { $0.request.consumesAtOnce = false }
        try pair.pump()
        let (exchange, answer) = try pair.open("POST", end: .more)
        exchange.send(body: ByteBuffer(repeating: 7, count: 300_000), end: .more)
        #expect(!exchange.isWritable)
        try pair.pump()
        let accepted = try #require(pair.accepted.all.first)
        #expect(accepted.request.body.readableBytes == 100_000)
        #expect(answer.writableCalls == 0)

        accepted.exchange.consumed(100_000)
        try pair.pump()
        #expect(accepted.request.body.readableBytes == 200_000)
        accepted.exchange.consumed(100_000)
        try pair.pump()
        #expect(accepted.request.body.readableBytes == 300_000)
        #expect(answer.writableCalls == 1)
        #expect(exchange.isWritable)
    }

    @Test("A reset by the client ends the server's exchange, and the other way round")
    func resets() throws {
        let pair = try HTTP2Loopback()
        defer { try? pair.close() }  // A test that has failed says so already.
        try pair.pump()
        let (exchange, first) = try pair.open()
        try pair.pump()
        exchange.reset(.cancelled)
        try pair.pump()
        #expect(pair.accepted.all[0].request.failure?.reason == .resetByPeer(code: 8))
        #expect(first.failure == nil)

        let (_, second) = try pair.open()
        try pair.pump()
        pair.accepted.all[1].exchange.reset(.internalError)
        try pair.pump()
        #expect(second.failure?.reason == .resetByPeer(code: 2))
        #expect(second.failure?.processing == .unknown)

        let (_, third) = try pair.open()
        try pair.pump()
        pair.accepted.all[2].exchange.reset(.refused)
        try pair.pump()
        #expect(third.failure?.processing == ExchangeFailure.Processing.none)
    }

    @Test("A complete answer survives the reset that spares the rest of the request")
    func answerBeforeRequestEnds() throws {
        let pair = try HTTP2Loopback()
        defer { try? pair.close() }  // A test that has failed says so already.
        try pair.pump()
        let (exchange, answer) = try pair.open("POST", end: .more)
        exchange.send(body: ByteBuffer(repeating: 1, count: 1_000), end: .more)
        try pair.pump()
        let accepted = try #require(pair.accepted.all.first)
        accepted.exchange.send(head: .answer(413), end: .more)
        accepted.exchange.send(body: ByteBuffer(string: "too large"), end: .last)
        accepted.exchange.reset(.noLongerNeeded)
        try pair.pump()
        #expect(answer.status == "413")
        #expect(String(buffer: answer.body) == "too large")
        #expect(answer.isEnded)
        #expect(answer.failure == nil)
        #expect(pair.client.openStreams == 0)
    }

    @Test("A short rest of an answered request is dropped; a long one, and one that does not come, are refused")
    func restOfRequest() throws {
        let peer = try HTTP2RawPeer()
        defer { peer.close() }
        func answerEarly(_ stream: UInt32, _ fields: (String, String)...) throws {
            let pseudo = [(":method", "POST"), (":scheme", "http"), (":authority", "a"), (":path", "/")]
            try peer.send(HTTP2Frame.request(stream, pseudo + fields, flags: 0x4))
            let accepted = try #require(peer.accepted.all.last)
            accepted.exchange.send(head: .answer(401), end: .last)
            accepted.exchange.reset(.noLongerNeeded)
            try peer.collect()
        }
        try answerEarly(1, ("content-length", "2"))
        try peer.send(HTTP2Frame(kind: HTTP2Frame.Kind.data, flags: 0x1, stream: 1, payload: [1, 2]))
        try answerEarly(3, ("content-length", "2"))
        #expect(peer.resetCode(3) == nil)
        peer.server.sweep(at: .now() + .seconds(3))
        try peer.collect()
        #expect(peer.resetCode(1) == nil)
        #expect(peer.resetCode(3) == HTTP2ErrorCode.noError)
        try answerEarly(5, ("content-length", "100000"))
        #expect(peer.resetCode(5) == HTTP2ErrorCode.noError)
        try answerEarly(7, ("content-length", "2"), ("expect", "100-continue"))
        #expect(peer.resetCode(7) == HTTP2ErrorCode.noError)
        try answerEarly(9)
        #expect(peer.resetCode(9) == HTTP2ErrorCode.noError)
    }

    @Test("A lost connection fails what was open, as perhaps processed")
    func lostConnection() throws {
        let pair = try HTTP2Loopback()
        try pair.pump()
        let (_, answer) = try pair.open()
        try pair.pump()
        try pair.close()
        #expect(answer.failure?.reason == .connectionLost)
        #expect(answer.failure?.processing == .unknown)
        #expect(pair.accepted.all[0].request.failure?.reason == .connectionLost)
        #expect(throws: ExchangeFailure.self) { try pair.open() }
    }
}
