import MeshTransport
import NIOCore
import NIOEmbedded
import Testing

@Suite("Guards of an HTTP/2 server")
struct HTTP2GuardTests {
    private static let calm: UInt32 = 0xb

    @Test("A peer that resets stream after stream is told to calm down (CVE-2023-44487)")
    func rapidReset() throws {
        let peer = try HTTP2RawPeer()
        defer { peer.close() }
        for index in 0..<400 {
            let id = UInt32(index * 2 + 1)
            try peer.send(
                .request(id), HTTP2Frame(kind: HTTP2Frame.Kind.resetStream, stream: id, payload: HTTP2Frame.big(8)))
        }
        #expect(peer.goAwayCode == Self.calm)
        #expect(!peer.channel.isActive)
        #expect(peer.accepted.all.count <= 201)
    }

    @Test("A client that cancels every second request of many is left alone")
    func honestResets() throws {
        let pair = try HTTP2Loopback()
        defer { try? pair.close() }  // A test that has failed says so already.
        try pair.pump()
        pair.accepted.onAccept = { accepted in
            if accepted.head.string(":path") == "/done" { accepted.exchange.send(head: .answer(204), end: .last) }
        }
        for _ in 0..<1_000 {
            _ = try pair.open(path: "/done")
            let (cancelled, _) = try pair.open(path: "/wait")
            try pair.pump()
            cancelled.reset(.cancelled)
            try pair.pump()
        }
        #expect(pair.accepted.all.count == 2_000)
        #expect(pair.serverChannel.isActive)
    }

    @Test("A peer that makes the server reset stream after stream is told to calm down (CVE-2025-8671)")
    func madeYouReset() throws {
        let peer = try HTTP2RawPeer()
        defer { peer.close() }
        for index in 0..<400 {
            let id = UInt32(index * 2 + 1)
            try peer.send(
                .request(id),
                HTTP2Frame(kind: HTTP2Frame.Kind.windowUpdate, stream: id, payload: HTTP2Frame.big(0x7fff_ffff)))
        }
        #expect(peer.goAwayCode == Self.calm)
        #expect(!peer.channel.isActive)
    }

    enum Flood: CaseIterable {
        case ping
        case settings
        case priority
        case emptyData

        var frame: HTTP2Frame {
            switch self {
            case .ping: .ping
            case .settings: .settings
            case .priority: HTTP2Frame(kind: HTTP2Frame.Kind.priority, stream: 5, payload: [0, 0, 0, 0, 1])
            case .emptyData: HTTP2Frame(kind: HTTP2Frame.Kind.data, stream: 1)
            }
        }
    }

    @Test("A flood of frames that carry nothing ends the connection", arguments: Flood.allCases)
    func floods(of kind: Flood) throws {
        let peer = try HTTP2RawPeer()
        defer { peer.close() }
        try peer.send(
            .request(1, [(":method", "POST"), (":scheme", "http"), (":authority", "a"), (":path", "/")], flags: 4))
        for _ in 0..<50 { try peer.send(kind.frame) }
        #expect(peer.channel.isActive)
        for _ in 0..<500 { try peer.send(kind.frame) }
        #expect(peer.goAwayCode == Self.calm)
        #expect(!peer.channel.isActive)
    }

    @Test("A flood of CONTINUATION frames ends the connection (CVE-2024-27316)")
    func continuations() throws {
        let peer = try HTTP2RawPeer()
        defer { peer.close() }
        try peer.send(.request(1, flags: 1))
        for _ in 0..<20 {
            let part = HTTP2Frame.literal("x-more", "1")
            try peer.send(HTTP2Frame(kind: HTTP2Frame.Kind.continuation, stream: 1, payload: part))
        }
        #expect(peer.goAwayCode != nil)
        #expect(!peer.channel.isActive)
        #expect(peer.accepted.all.isEmpty)
    }

    @Test("A head that HPACK blows up far beyond the limit ends the connection")
    func headBomb() throws {
        let peer = try HTTP2RawPeer()
        defer { peer.close() }
        // A field of 100 octets in the dynamic table (indexed literal), then one octet for each repetition.
        let entry = [0x40, 6] + Array("x-bomb".utf8) + [100] + [UInt8](repeating: 65, count: 100)
        let head = HTTP2Frame.request(1).payload + entry + [UInt8](repeating: 0x80 | 62, count: 8_000)
        try peer.send(HTTP2Frame(kind: HTTP2Frame.Kind.headers, flags: 5, stream: 1, payload: head))
        #expect(peer.goAwayCode == Self.calm)
        #expect(!peer.channel.isActive)
        #expect(peer.accepted.all.isEmpty)
    }

    @Test("A head beyond the limit gets a 431, and the connection goes on")
    func largeHead() throws {
        let pair = try HTTP2Loopback()
        defer { try? pair.close() }  // A test that has failed says so already.
        try pair.pump()
        let (_, answer) = try pair.open(fields: [("x-large", String(repeating: "a", count: 33_000))])
        try pair.pump()
        #expect(answer.status == "431")
        #expect(answer.isEnded)
        _ = try pair.open()
        try pair.pump()
        #expect(pair.accepted.all.count == 1)
    }

    @Test(
        "Malformed requests are reset and reach no acceptor (RFC 9113, section 8.1.1)",
        arguments: [
            [(":method", "GET"), (":scheme", "http"), (":authority", "a")],
            [(":method", "GET"), (":authority", "a"), (":path", "/")],
            [(":scheme", "http"), (":authority", "a"), (":path", "/")],
            [(":method", "GET"), (":scheme", "http"), (":path", "/")],
            [(":method", "GET"), (":scheme", "http"), (":authority", "a"), (":path", "")],
            [(":method", "GET"), (":method", "GET"), (":scheme", "http"), (":authority", "a"), (":path", "/")],
            [(":method", "GET"), (":scheme", "http"), (":authority", "a"), (":path", "/"), (":unknown", "1")],
            [(":method", "GET"), (":scheme", "http"), (":authority", "a"), (":path", "/"), (":status", "200")],
            [(":method", "GET"), (":scheme", "http"), (":authority", "a"), ("accept", "*/*"), (":path", "/")],
            [(":method", "GET"), (":scheme", "http"), (":authority", "a"), (":path", "/"), ("Accept", "*/*")],
            [(":method", "GET"), (":scheme", "http"), (":authority", "a"), (":path", "/"), ("connection", "close")],
            [
                (":method", "GET"), (":scheme", "http"), (":authority", "a"), (":path", "/"),
                ("transfer-encoding", "chunked"),
            ],
            [(":method", "GET"), (":scheme", "http"), (":authority", "a"), (":path", "/"), ("upgrade", "h2c")],
            [(":method", "GET"), (":scheme", "http"), (":authority", "a"), (":path", "/"), ("keep-alive", "1")],
            [
                (":method", "GET"), (":scheme", "http"), (":authority", "a"), (":path", "/"),
                ("proxy-connection", "keep-alive"),
            ],
            [(":method", "GET"), (":scheme", "http"), (":authority", "a"), (":path", "/"), ("te", "gzip")],
            [(":method", "GET"), (":scheme", "http"), (":authority", "a"), (":path", "/"), ("x-line", "a\r\nb: c")],
            [(":method", "GET"), (":scheme", "http"), (":authority", "a"), (":path", "/"), ("x-null", "a\0b")],
            [(":method", "GET"), (":scheme", "http"), (":authority", "a"), (":path", "/"), ("bad name", "1")],
            [(":method", "GET"), (":scheme", "http"), (":authority", "a"), (":path", "/"), ("content-length", "-1")],
            [(":method", "GET"), (":scheme", "http"), (":authority", "a"), (":path", "/"), ("content-length", "5")],
            [
                (":method", "POST"), (":scheme", "http"), (":authority", "a"), (":path", "/"), ("content-length", "1"),
                ("content-length", "2"),
            ],
            [(":method", "G ET"), (":scheme", "http"), (":authority", "a"), (":path", "/")],
            [(":method", "CONNECT"), (":scheme", "http"), (":path", "/"), (":authority", "test")],
        ] as [[(String, String)]])
    func malformed(fields: [(String, String)]) throws {
        let peer = try HTTP2RawPeer()
        defer { peer.close() }
        try peer.send(.request(1, fields))
        #expect(peer.accepted.all.isEmpty)
        #expect(peer.resetCode(1) == 1)
        try peer.send(.request(3))
        #expect(peer.accepted.all.count == 1)
    }

    @Test("A body that does not have its declared length fails the request")
    func lengthMismatch() throws {
        let peer = try HTTP2RawPeer()
        defer { peer.close() }
        let head = [
            (":method", "POST"), (":scheme", "http"), (":authority", "a"), (":path", "/"), ("content-length", "5"),
        ]
        try peer.send(
            .request(1, head, flags: 4),
            HTTP2Frame(kind: HTTP2Frame.Kind.data, flags: 1, stream: 1, payload: [1, 2, 3]))
        #expect(peer.resetCode(1) == 1)
        let request = try #require(peer.accepted.all.first).request
        #expect(!request.isEnded)
        #expect(request.failure?.reason == .protocolViolation)
    }

    @Test(
        "Frames that break the connection's rules end it",
        arguments: [
            Array("GET / HTTP/1.1\r\nhost: x\r\n\r\n".utf8),
            HTTP2Frame.preface + HTTP2Frame.ping.bytes,
            HTTP2Frame.preface + HTTP2Frame.settings.bytes + HTTP2Frame(kind: 0, stream: 0, payload: [1]).bytes,
            HTTP2Frame.preface + HTTP2Frame.settings.bytes + HTTP2Frame(kind: 0, stream: 7, payload: [1]).bytes,
            HTTP2Frame.preface + HTTP2Frame.settings.bytes + HTTP2Frame.request(2).bytes,
            HTTP2Frame.preface + HTTP2Frame.settings.bytes
                + HTTP2Frame(kind: 9, flags: 4, stream: 1, payload: [1]).bytes,
            HTTP2Frame.preface + HTTP2Frame.settings.bytes + HTTP2Frame(kind: 8, payload: [0, 0, 0, 0]).bytes,
            HTTP2Frame.preface + HTTP2Frame.settings.bytes + HTTP2Frame(kind: 6, payload: [1, 2]).bytes,
            HTTP2Frame.preface + HTTP2Frame.settings.bytes + [0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 1],
            HTTP2Frame.preface + HTTP2Frame.settings.bytes
                + HTTP2Frame(kind: 1, flags: 5, stream: 1, payload: [0xff, 0xff, 0xff]).bytes,
            HTTP2Frame.preface + HTTP2Frame.settings.bytes
                + HTTP2Frame(kind: 5, flags: 4, stream: 1, payload: [0, 0, 0, 2]).bytes,
        ] as [[UInt8]])
    func brokenConnection(bytes: [UInt8]) throws {
        let peer = try HTTP2RawPeer(greets: false)
        defer { peer.close() }
        try peer.send(bytes)
        #expect(peer.goAwayCode.map { $0 != 0 } == true)
        #expect(!peer.channel.isActive)
        #expect(peer.accepted.all.isEmpty)
    }

    @Test("Streams beyond the limit are refused as not processed, and the others live on")
    func tooManyStreams() throws {
        var configuration = HTTPServerConfiguration()
        configuration.maxConcurrentStreams = 2
        let peer = try HTTP2RawPeer(configuration)
        defer { peer.close() }
        // The client has not acknowledged the limit yet: it may not have known it (RFC 9113, section 5.1.2).
        try peer.send(.request(1), .request(3), .request(5))
        #expect(peer.accepted.all.count == 2)
        #expect(peer.resetCode(5) == 7)
        #expect(peer.channel.isActive)

        // Now it has, so it breaks the protocol.
        try peer.send(HTTP2Frame(kind: HTTP2Frame.Kind.settings, flags: HTTP2Frame.Flag.acknowledge), .request(7))
        #expect(peer.accepted.all.count == 2)
        #expect(peer.goAwayCode == 1)
        #expect(!peer.channel.isActive)
    }

    @Test("Bodies beyond the limit get a 413, declared or not", arguments: [true, false])
    func largeBody(isDeclared: Bool) throws {
        var configuration = HTTPServerConfiguration()
        configuration.bodyLimit = 1_000
        let pair = try HTTP2Loopback(server: configuration)
        defer { try? pair.close() }  // A test that has failed says so already.
        try pair.pump()
        let (exchange, answer) = try pair.open(
            "POST", fields: isDeclared ? [("content-length", "1001")] : [], end: .more)
        try pair.pump()
        #expect(pair.accepted.all.count == (isDeclared ? 0 : 1))
        exchange.send(body: ByteBuffer(repeating: 1, count: 1_001), end: .last)
        try pair.pump()
        #expect(answer.status == "413")
        #expect(answer.isEnded)
        if !isDeclared { #expect(pair.accepted.all[0].request.failure?.reason == .limitExceeded) }
        #expect(pair.server.openExchanges == 0)
    }
}
