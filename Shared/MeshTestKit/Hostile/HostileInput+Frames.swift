extension HostileInput {
    /// Frames of the connection that RFC 9113, section 3.4 and 6, does not allow.
    static func connectionFrames(path: String) -> [HostileInput] {
        typealias Frame = HostileFrame
        return [
            HostileInput(.http2, "a preface that goes wrong", Array("PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n".utf8)),
            HostileInput(
                .http2, "no SETTINGS behind the preface",
                http2Preface + Frame(kind: Frame.ping, payload: [UInt8](repeating: 0, count: 8)).bytes),
            HostileInput(
                .http2, "HTTP/1.1 behind the preface", http2Preface + Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8)),
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
        ]
    }

    /// Frames of streams that RFC 9113, section 5 and 6, does not allow.
    static func streamFrames(path: String) -> [HostileInput] {
        typealias Frame = HostileFrame
        let open = request(1, pseudo(path, method: "POST"), end: false)
        return [
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
        ]
    }
}
