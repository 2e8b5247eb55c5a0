extension HostileInput {
    private static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)

    /// Frames behind a good preface and SETTINGS.
    private static func frames(_ name: String, _ frames: [HostileFrame]) -> HostileInput {
        let settings = HostileFrame(kind: HostileFrame.settings)
        return HostileInput(.http2, name, preface + ([settings] + frames).flatMap(\.bytes))
    }

    /// The same, with a good request among them.
    private static func mixed(_ name: String, _ frames: [HostileFrame]) -> HostileInput {
        var input = Self.frames(name, frames)
        input.holdsGoodRequest = true
        return input
    }

    private static func request(_ stream: UInt32, _ fields: [(String, String)], end: Bool = true) -> HostileFrame {
        HostileFrame(
            kind: HostileFrame.headers, flags: HostileFrame.endHeaders | (end ? HostileFrame.endStream : 0),
            stream: stream,
            payload: fields.flatMap { HostileFrame.field($0.0, $0.1) })
    }

    private static func pseudo(_ path: String, method: String = "GET") -> [(String, String)] {
        [(":method", method), (":scheme", "http"), (":authority", "a"), (":path", path)]
    }

    /// Frames that RFC 9113, section 4 to 6, does not allow, and floods of such as it does.
    static func frames(path: String) -> [HostileInput] {
        typealias Frame = HostileFrame
        let open = request(1, pseudo(path, method: "POST"), end: false)
        return [
            HostileInput(.http2, "a preface that goes wrong", Array("PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n".utf8)),
            HostileInput(
                .http2, "no SETTINGS behind the preface",
                preface + Frame(kind: Frame.ping, payload: [UInt8](repeating: 0, count: 8)).bytes),
            HostileInput(
                .http2, "HTTP/1.1 behind the preface", preface + Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8)),
            frames("SETTINGS on a stream", [Frame(kind: Frame.settings, stream: 1)]),
            frames("SETTINGS of a broken length", [Frame(kind: Frame.settings, payload: [0, 1, 0])]),
            frames(
                "an acknowledgement with settings",
                [Frame(kind: Frame.settings, flags: 1, payload: Frame.setting(1, 0))]),
            frames("a push setting of 2", [Frame(kind: Frame.settings, payload: Frame.setting(2, 2))]),
            frames("a window beyond 2^31", [Frame(kind: Frame.settings, payload: Frame.setting(4, .max))]),
            frames("a frame size below 2^14", [Frame(kind: Frame.settings, payload: Frame.setting(5, 1))]),
            frames("a frame that is too large", [Frame(kind: Frame.ping, claimedLength: 0xFF_FFFF)]),
            frames("PING on a stream", [Frame(kind: Frame.ping, stream: 1, payload: [UInt8](repeating: 0, count: 8))]),
            frames("PING of 7 octets", [Frame(kind: Frame.ping, payload: [UInt8](repeating: 0, count: 7))]),
            frames(
                "GOAWAY on a stream", [Frame(kind: Frame.goAway, stream: 1, payload: [UInt8](repeating: 0, count: 8))]),
            frames("GOAWAY of 4 octets", [Frame(kind: Frame.goAway, payload: [0, 0, 0, 0])]),
            frames(
                "PUSH_PROMISE from a client",
                [Frame(kind: Frame.pushPromise, flags: 4, stream: 1, payload: [0, 0, 0, 2])]),
            frames("DATA on stream 0", [Frame(kind: Frame.data, payload: [1])]),
            frames("DATA on an idle stream", [Frame(kind: Frame.data, stream: 1, payload: [1])]),
            frames(
                "DATA with more padding than octets",
                [open, Frame(kind: Frame.data, flags: Frame.padded, stream: 1, payload: [9, 1])]),
            frames("HEADERS on stream 0", [request(0, pseudo(path))]),
            frames("HEADERS on an even stream", [request(2, pseudo(path))]),
            frames(
                "HEADERS with more padding than octets",
                [Frame(kind: Frame.headers, flags: 0xD, stream: 1, payload: [200, 0x82])]),
            frames("RST_STREAM on stream 0", [Frame(kind: Frame.resetStream, payload: [0, 0, 0, 8])]),
            frames("RST_STREAM on an idle stream", [Frame(kind: Frame.resetStream, stream: 1, payload: [0, 0, 0, 8])]),
            frames("RST_STREAM of 3 octets", [open, Frame(kind: Frame.resetStream, stream: 1, payload: [0, 0, 8])]),
            frames("PRIORITY of 4 octets", [open, Frame(kind: Frame.priority, stream: 1, payload: [0, 0, 0, 0])]),
            frames("WINDOW_UPDATE of nothing", [Frame(kind: Frame.windowUpdate, payload: Frame.number(0))]),
            frames(
                "WINDOW_UPDATE on an idle stream",
                [Frame(kind: Frame.windowUpdate, stream: 1, payload: Frame.number(1))]),
            frames("WINDOW_UPDATE of 3 octets", [Frame(kind: Frame.windowUpdate, payload: [0, 0, 1])]),
            frames(
                "a connection window beyond 2^31", [Frame(kind: Frame.windowUpdate, payload: Frame.number(0x7FFF_FFFF))]
            ),
            frames(
                "a stream window beyond 2^31",
                [open, Frame(kind: Frame.windowUpdate, stream: 1, payload: Frame.number(0x7FFF_FFFF))]),
            frames("CONTINUATION without HEADERS", [Frame(kind: Frame.continuation, flags: 4, stream: 1)]),
            frames(
                "another frame within a head",
                [
                    Frame(kind: Frame.headers, flags: 1, stream: 1, payload: [0x82]),
                    Frame(kind: Frame.ping, payload: [UInt8](repeating: 0, count: 8)),
                ]),
            frames(
                "CONTINUATION of another stream",
                [
                    Frame(kind: Frame.headers, flags: 1, stream: 1, payload: [0x82]),
                    Frame(kind: Frame.continuation, flags: 4, stream: 3),
                ]),
            frames(
                "CONTINUATION without end",
                [
                    Frame(kind: Frame.headers, flags: 1, stream: 1, payload: [0x82])
                ] + (0..<2_000).map { Frame(kind: Frame.continuation, stream: 1, payload: Frame.field("x-\($0)", "1")) }
            ),
            frames(
                "empty CONTINUATION without end",
                [
                    Frame(kind: Frame.headers, flags: 1, stream: 1, payload: [0x82])
                ] + [Frame](repeating: Frame(kind: Frame.continuation, stream: 1), count: 5_000)),
            frames(
                "an index beyond the table",
                [Frame(kind: Frame.headers, flags: 5, stream: 1, payload: [0xFF, 0xFF, 0xFF, 0x7F])]),
            frames("index 0", [Frame(kind: Frame.headers, flags: 5, stream: 1, payload: [0x80])]),
            frames(
                "an integer that overflows",
                [Frame(kind: Frame.headers, flags: 5, stream: 1, payload: [0xFF] + [UInt8](repeating: 0xFF, count: 12))]
            ),
            frames(
                "a table size beyond the setting",
                [Frame(kind: Frame.headers, flags: 5, stream: 1, payload: [0x3F, 0xE1, 0xFF, 0xFF, 0x07])]),
            frames(
                "a string longer than its frame",
                [Frame(kind: Frame.headers, flags: 5, stream: 1, payload: [0, 0x7F, 0x10, 0x61])]),
            frames(
                "Huffman code with an end of string",
                [Frame(kind: Frame.headers, flags: 5, stream: 1, payload: [0, 0x84, 0xFF, 0xFF, 0xFF, 0xFF, 1, 0x61])]),
            frames(
                "a flood of PING",
                [Frame](repeating: Frame(kind: Frame.ping, payload: [UInt8](repeating: 1, count: 8)), count: 5_000)),
            frames("a flood of SETTINGS", [Frame](repeating: Frame(kind: Frame.settings), count: 5_000)),
            frames(
                "a flood of PRIORITY",
                [Frame](repeating: Frame(kind: Frame.priority, stream: 1, payload: [0, 0, 0, 0, 1]), count: 5_000)),
            frames(
                "a flood of empty DATA", [open] + [Frame](repeating: Frame(kind: Frame.data, stream: 1), count: 5_000)),
            mixed(
                "rapid reset",
                (0..<2_000).flatMap { index in
                    let stream = UInt32(index) * 2 + 1
                    return [
                        request(stream, pseudo(path)),
                        Frame(kind: Frame.resetStream, stream: stream, payload: [0, 0, 0, 8]),
                    ]
                }),
            frames(
                "resets that the server is made to send",
                (0..<2_000).flatMap { index in
                    let stream = UInt32(index) * 2 + 1
                    return [
                        request(stream, pseudo(path, method: "POST"), end: false),
                        Frame(kind: Frame.windowUpdate, stream: stream, payload: Frame.number(0)),
                    ]
                }),
        ]
    }

    /// Requests that RFC 9113, section 8, calls malformed, and streams that are used wrongly.
    static func streams(path: String) -> [HostileInput] {
        typealias Frame = HostileFrame
        let good = pseudo(path)
        let heads: [(String, [(String, String)])] = [
            ("no method", [(":scheme", "http"), (":authority", "a"), (":path", path)]),
            ("no scheme", [(":method", "GET"), (":authority", "a"), (":path", path)]),
            ("no path", [(":method", "GET"), (":scheme", "http"), (":authority", "a")]),
            ("an empty path", [(":method", "GET"), (":scheme", "http"), (":authority", "a"), (":path", "")]),
            ("two methods", [(":method", "GET")] + good),
            ("two paths", [(":path", "/admin")] + good),
            ("an unknown pseudo-header field", [(":admin", "1")] + good),
            ("an answer's pseudo-header field", [(":status", "200")] + good),
            ("a pseudo-header field behind a field", [("x-one", "1")] + good),
            ("an upper-case name", good + [("X-One", "1")]),
            ("an empty name", good + [("", "1")]),
            ("a blank in a name", good + [("x one", "1")]),
            ("a colon in a name", good + [("x:one", "1")]),
            ("a line break in a value", good + [("x-one", "1\r\nx-two: 2")]),
            ("a NUL in a value", good + [("x-one", "1\0")]),
            ("a blank before a value", good + [("x-one", " 1")]),
            ("connection", good + [("connection", "close")]),
            ("transfer-encoding", good + [("transfer-encoding", "chunked")]),
            ("upgrade", good + [("upgrade", "h2c")]),
            ("keep-alive", good + [("keep-alive", "1")]),
            ("te of another kind", good + [("te", "gzip")]),
            ("a method that is no token", pseudo(path, method: "G T")),
            ("a path with a line break", pseudo(path + "\r\nx: 1")),
            ("a content-length without a body", good + [("content-length", "5")]),
            ("a negative content-length", good + [("content-length", "-1")]),
            ("two content-lengths", good + [("content-length", "0"), ("content-length", "1")]),
            ("a host with a line break", good + [("host", "b\r\n")]),
        ]
        let post = request(1, pseudo(path, method: "POST") + [("content-length", "2")], end: false)
        return heads.map { frames($0.0, [request(1, $0.1)]) } + [
            frames(
                "a body longer than its content-length",
                [post, Frame(kind: Frame.data, flags: 1, stream: 1, payload: [1, 2, 3])]),
            frames(
                "a body shorter than its content-length",
                [post, Frame(kind: Frame.data, flags: 1, stream: 1, payload: [1])]),
            mixed("DATA behind the end", [request(1, good), Frame(kind: Frame.data, stream: 1, payload: [1])]),
            mixed("HEADERS behind the end", [request(1, good), request(1, good)]),
            frames(
                "trailers that do not end the stream",
                [
                    request(1, pseudo(path, method: "POST"), end: false), request(1, [("x-one", "1")], end: false),
                ]),
            frames(
                "a pseudo-header field in the trailers",
                [
                    request(1, pseudo(path, method: "POST"), end: false), request(1, [(":path", "/admin")]),
                ]),
            frames(
                "a head that is too large",
                [
                    Frame(
                        kind: Frame.headers, flags: 5, stream: 1,
                        payload: good.flatMap { Frame.field($0.0, $0.1) }
                            + [0x40, 1, 0x78, 100] + [UInt8](repeating: 65, count: 100)
                            + [UInt8](repeating: 0xBE, count: 8_000))
                ]),
        ]
    }
}
