extension HostileInput {
    /// Field lines that RFC 9112, section 5, and RFC 9110, section 5, do not allow.
    static func fields(path: String) -> [HostileInput] {
        let line = "GET \(path) HTTP/1.1\r\n"
        let heads: [(String, String)] = [
            ("no Host", line + "\r\n"),
            ("an empty Host", line + "Host:\r\n\r\n"),
            ("two Hosts", line + "Host: a\r\nHost: b\r\n\r\n"),
            ("two equal Hosts", line + "Host: a\r\nHost: a\r\n\r\n"),
            ("a Host with a path", line + "Host: a/b\r\n\r\n"),
            ("a Host with user information", line + "Host: u@a\r\n\r\n"),
            ("a Host with a port that is no number", line + "Host: a:x\r\n\r\n"),
            ("a Host with a blank", line + "Host: a b\r\n\r\n"),
            ("two Hosts in one", line + "Host: a, b\r\n\r\n"),
            ("a blank before the colon", line + "Host : a\r\n\r\n"),
            ("a blank before the colon of another field", line + "Host: a\r\nX-One : 1\r\n\r\n"),
            ("a blank before the first field", line + " Host: a\r\n\r\n"),
            ("a folded field", line + "Host: a\r\nX-One: 1\r\n two\r\n\r\n"),
            ("a field folded with a tab", line + "Host: a\r\nX-One: 1\r\n\ttwo\r\n\r\n"),
            ("a field without a name", line + "Host: a\r\n: 1\r\n\r\n"),
            ("a field without a colon", line + "Host: a\r\nX-One\r\n\r\n"),
            ("a field name that is no token", line + "Host: a\r\nX(One): 1\r\n\r\n"),
            ("a field name beyond ASCII", line + "Host: a\r\nX-é: 1\r\n\r\n"),
            ("a pseudo-header field", line + "Host: a\r\n:path: /admin\r\n\r\n"),
            ("a NUL in a value", line + "Host: a\r\nX-One: 1\02\r\n\r\n"),
            ("a NUL in a name", line + "Host: a\r\nX-\0One: 1\r\n\r\n"),
            ("a bell in a value", line + "Host: a\r\nX-One: \u{7}\r\n\r\n"),
            ("a delete character in a value", line + "Host: a\r\nX-One: \u{7F}\r\n\r\n"),
            ("a bare CR in a value", line + "Host: a\r\nX-One: 1\rX-Two: 2\r\n\r\n"),
            ("a bare LF behind a field", line + "Host: a\nX-One: 1\r\n\r\n"),
            ("a bare LF as the last line", line + "Host: a\r\n\n"),
            (
                "a head that is too large",
                line + "Host: a\r\nX-One: " + String(repeating: "a", count: 70_000) + "\r\n\r\n"
            ),
            ("a value that does not end", line + "Host: a\r\nX-One: " + String(repeating: "a", count: 200_000)),
            ("too many fields", line + "Host: a\r\n" + String(repeating: "a: b\r\n", count: 5_000) + "\r\n"),
            ("an unknown expectation", line + "Host: a\r\nExpect: 200-maybe\r\n\r\n"),
            (
                "a WebSocket of another version",
                line + "Host: a\r\nConnection: upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 8\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
            ),
            (
                "a WebSocket with a malformed key",
                line + "Host: a\r\nConnection: upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: short\r\n\r\n"
            ),
        ]
        return heads.map { HostileInput(.http1, $0.0, Array($0.1.utf8)) }
    }
}
