import MeshTransport
import NIOCore
import NIOEmbedded
import Testing

@Suite("The life of an HTTP/2 connection")
struct HTTP2ConnectionTests {
    @Test("A drain warns, lets requests finish that are on their way, and closes after the last one")
    func drain() throws {
        let peer = try HTTP2RawPeer()
        defer { peer.close() }
        try peer.send(.request(1))
        peer.server.beginDrain()
        try peer.collect()
        let notice = try #require(peer.frames.first { $0.kind == HTTP2Frame.Kind.goAway })
        #expect(notice.lastStream == 0x7fff_ffff)
        #expect(notice.code == 0)

        // This one crossed the notice on the wire: it is served.
        try peer.send(.request(3))
        #expect(peer.accepted.all.count == 2)
        let ping = try #require(peer.frames.last { $0.kind == HTTP2Frame.Kind.ping })
        try peer.send(HTTP2Frame(kind: HTTP2Frame.Kind.ping, flags: 1, payload: ping.payload))
        let last = try #require(peer.frames.last { $0.kind == HTTP2Frame.Kind.goAway })
        #expect(last.lastStream == 3)

        // And this one came after the last word: the client knows that it was not processed.
        try peer.send(.request(5))
        #expect(peer.accepted.all.count == 2)
        #expect(peer.channel.isActive)
        for accepted in peer.accepted.all { accepted.exchange.send(head: .answer(204), end: .last) }
        try peer.collect()
        #expect(peer.frames.filter { $0.kind == HTTP2Frame.Kind.headers }.count == 2)
        #expect(!peer.channel.isActive)
    }

    @Test("A peer that does not answer the drain's ping gets its last GOAWAY after the notice's time")
    func drainWithoutPong() throws {
        let peer = try HTTP2RawPeer()
        defer { peer.close() }
        try peer.send(.request(1))
        peer.server.beginDrain()
        peer.server.sweep(at: .now() + .seconds(2))
        try peer.collect()
        #expect(peer.frames.last { $0.kind == HTTP2Frame.Kind.goAway }?.lastStream == 1)
    }

    @Test("A drained server and its client part without a failed request")
    func drainBetweenOurs() throws {
        let pair = try HTTP2Loopback()
        try pair.pump()
        let (_, answer) = try pair.open()
        try pair.pump()
        pair.server.beginDrain()
        try pair.pump()
        #expect(pair.client.isDraining)
        #expect(pair.client.availableStreams == 0)
        pair.accepted.all[0].exchange.send(head: .answer(204), end: .last)
        try pair.pump()
        #expect(answer.status == "204")
        #expect(answer.failure == nil)
        #expect(!pair.clientChannel.isActive)
        try pair.close()
    }

    @Test("Time limits: no preface, slow headers, idle, slow body, a peer that does not read")
    func timeLimits() throws {
        let silent = try HTTP2RawPeer(greets: false)
        silent.server.sweep(at: .now() + .seconds(9))
        try silent.collect()
        #expect(silent.channel.isActive)
        silent.server.sweep(at: .now() + .seconds(11))
        try silent.collect()
        #expect(!silent.channel.isActive)

        let slowHead = try HTTP2RawPeer()
        try slowHead.send(.request(1, flags: 1))
        slowHead.server.sweep(at: .now() + .seconds(11))
        try slowHead.collect()
        #expect(slowHead.goAwayCode == 0xb)
        #expect(!slowHead.channel.isActive)

        let idle = try HTTP2RawPeer()
        idle.server.sweep(at: .now() + .seconds(74))
        try idle.collect()
        #expect(idle.channel.isActive)
        idle.server.sweep(at: .now() + .seconds(76))
        try idle.collect()
        #expect(idle.goAwayCode == 0)
        #expect(!idle.channel.isActive)

        let unread = try HTTP2RawPeer()
        unread.channel.isWritable = false
        unread.channel.pipeline.fireChannelWritabilityChanged()
        unread.server.sweep(at: .now() + .seconds(31))
        try unread.collect()
        #expect(!unread.channel.isActive)
    }

    @Test("A body that stands still gets a 408; one that the handler does not read is waited for")
    func slowBody() throws {
        let pair = try HTTP2Loopback()
        defer { try? pair.close() }  // A test that has failed says so already.
        try pair.pump()
        let (slow, answer) = try pair.open("POST", end: .more)
        let (unread, waiting) = try pair.open("POST", end: .more)
        try pair.pump()
        pair.accepted.all[1].request.consumesAtOnce = false
        slow.send(body: ByteBuffer(string: "a"), end: .more)
        unread.send(body: ByteBuffer(string: "a"), end: .more)
        try pair.pump()
        pair.server.sweep(at: .now() + .seconds(31))
        try pair.pump()
        #expect(answer.status == "408")
        #expect(pair.accepted.all[0].request.failure?.reason == .limitExceeded)
        #expect(waiting.status == nil)
        #expect(pair.accepted.all[1].request.failure == nil)
    }

    @Test("A peer that does not read makes its streams not writable, and no output is gathered for it")
    func unreadOutput() throws {
        let pair = try HTTP2Loopback()
        defer { try? pair.close() }  // A test that has failed says so already.
        try pair.pump()
        let (_, answer) = try pair.open()
        try pair.pump()
        let accepted = pair.accepted.all[0]
        accepted.exchange.send(head: .answer(200), end: .more)
        #expect(accepted.exchange.isWritable)
        pair.serverChannel.isWritable = false
        pair.serverChannel.pipeline.fireChannelWritabilityChanged()
        #expect(!accepted.exchange.isWritable)
        accepted.exchange.send(body: ByteBuffer(repeating: 1, count: 10), end: .more)
        try pair.pump()
        #expect(answer.heads.isEmpty)
        pair.serverChannel.isWritable = true
        pair.serverChannel.pipeline.fireChannelWritabilityChanged()
        try pair.pump()
        #expect(accepted.request.writableCalls == 1)
        #expect(answer.body.readableBytes == 10)
    }

    @Test("PING measures the round trip, and fails when the connection ends")
    func ping() throws {
        let pair = try HTTP2Loopback()
        try pair.pump()
        var results: [Result<TimeAmount, ExchangeFailure>] = []
        pair.client.ping { results.append($0) }
        try pair.pump()
        #expect(results.count == 1)
        #expect(throws: Never.self) { try results[0].get() }
        pair.client.ping { results.append($0) }
        try pair.close()
        #expect(results.count == 2)
        #expect(throws: ExchangeFailure.self) { try results[1].get() }
    }

    @Test("Requests above GOAWAY's last stream id were not processed; those below it go on")
    func goAway() throws {
        let loop = EmbeddedEventLoop()
        let client = HTTP2ClientHandler()
        let channel = EmbeddedChannel(handler: client, loop: loop)
        try channel.connect(to: .init(unixDomainSocketPath: "/client")).wait()
        var drained = 0
        client.onDraining = { drained += 1 }
        try channel.writeInbound(ByteBuffer(bytes: HTTP2Frame.settings.bytes))
        let answers = try (0..<3).map { _ in
            let answer = ExchangeRecorder()
            _ = try client.open(
                head: .fields((":method", "GET"), (":scheme", "http"), (":authority", "a"), (":path", "/")), end: .last,
                delegate: answer)
            return answer
        }
        loop.run()
        let goAway = HTTP2Frame(kind: HTTP2Frame.Kind.goAway, payload: HTTP2Frame.big(1) + HTTP2Frame.big(0))
        try channel.writeInbound(ByteBuffer(bytes: goAway.bytes))
        #expect(drained == 1)
        #expect(answers[0].failure == nil)
        #expect(answers[1].failure?.processing == ExchangeFailure.Processing.none)
        #expect(answers[2].failure?.processing == ExchangeFailure.Processing.none)
        #expect(client.availableStreams == 0)
        // :status 200 is entry 8 of HPACK's static table.
        let answer = HTTP2Frame(kind: HTTP2Frame.Kind.headers, flags: 5, stream: 1, payload: [0x88])
        try channel.writeInbound(ByteBuffer(bytes: answer.bytes))
        loop.run()
        #expect(answers[0].status == "200")
        #expect(!channel.isActive)
    }

    @Test("A connection that its owner closes in the middle of a read is left alone by the rest of what was read")
    func closeWhileReading() throws {
        let pair = try HTTP2Loopback()
        try pair.pump()
        let answers = try (0..<3).map { _ in try pair.open().answer }
        try pair.pump()
        answers[0].whenHead = { pair.client.close(.init(.unresponsive, processing: .unknown)) }
        for accepted in pair.accepted.all {
            accepted.exchange.send(head: .answer(200), end: .more)
            accepted.exchange.send(body: ByteBuffer(string: "body"), end: .last)
        }
        try pair.pump()
        #expect(answers.map { $0.failure?.reason } == [.unresponsive, .unresponsive, .unresponsive])
        #expect(answers[1].heads.isEmpty)
        #expect(!pair.clientChannel.isActive)
        try pair.close()
    }

    @Test("A peer that closes its side loses its requests and the connection")
    func halfClose() throws {
        let peer = try HTTP2RawPeer()
        try peer.send(.request(1))
        peer.channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        peer.loop.run()
        #expect(peer.accepted.all[0].request.failure?.reason == .connectionLost)
        #expect(!peer.channel.isActive)
    }

    @Test("Streams that the peer's limit holds back are announced when they are free again")
    func streamLimit() throws {
        var configuration = HTTPServerConfiguration()
        configuration.maxConcurrentStreams = 1
        let pair = try HTTP2Loopback(server: configuration)
        defer { try? pair.close() }  // A test that has failed says so already.
        var announcements = 0
        pair.client.onStreamsAvailable = { announcements += 1 }
        try pair.pump()
        _ = try pair.open()
        #expect(pair.client.availableStreams == 0)
        let failure = #expect(throws: ExchangeFailure.self) { try pair.open() }
        #expect(failure?.processing == ExchangeFailure.Processing.none)
        try pair.pump()
        pair.accepted.all[0].exchange.send(head: .answer(204), end: .last)
        try pair.pump()
        #expect(announcements == 1)
        #expect(pair.client.availableStreams == 1)
    }

    @Test("Extended CONNECT is announced and passes both ways (RFC 8441)")
    func extendedConnect() throws {
        let peer = try HTTP2RawPeer()
        defer { peer.close() }
        let settings = try #require(peer.frames.first { $0.kind == HTTP2Frame.Kind.settings })
        let announces = stride(from: 0, to: settings.payload.count, by: 6).contains { index in
            Array(settings.payload[index..<index + 6]) == [0, 8, 0, 0, 0, 1]
        }
        #expect(announces)
        let head = [
            (":method", "CONNECT"), (":protocol", "websocket"), (":scheme", "http"), (":path", "/chat"),
            (":authority", "test"),
        ]
        try peer.send(.request(1, head, flags: 4), HTTP2Frame(kind: HTTP2Frame.Kind.data, stream: 1, payload: [1, 2]))
        let accepted = try #require(peer.accepted.all.first)
        #expect(accepted.head.string(":protocol") == "websocket")
        accepted.exchange.send(head: .answer(200), end: .more)
        accepted.exchange.send(body: ByteBuffer(string: "frame"), end: .more)
        try peer.collect()
        #expect(accepted.request.body.readableBytes == 2)
        let data = try #require(peer.frames.last { $0.kind == HTTP2Frame.Kind.data })
        #expect(data.payload == Array("frame".utf8))
    }
}
