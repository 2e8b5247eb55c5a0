extension HostileInput {
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
