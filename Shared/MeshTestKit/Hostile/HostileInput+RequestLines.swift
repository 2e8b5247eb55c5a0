extension HostileInput {
    /// Request lines that RFC 9112, section 3, does not know, and bytes that are no HTTP.
    static func requestLines(path: String) -> [HostileInput] {
        let host = "\r\nHost: a\r\n\r\n"
        let lines: [(String, String)] = [
            ("HTTP/0.9", "GET \(path)\r\n\r\n"),
            ("no target", "GET HTTP/1.1\(host)"),
            ("an empty method", " \(path) HTTP/1.1\(host)"),
            ("a method that is no token", "G@T \(path) HTTP/1.1\(host)"),
            ("a method with a colon", "GET: \(path) HTTP/1.1\(host)"),
            ("two blanks before the target", "GET  \(path) HTTP/1.1\(host)"),
            ("two blanks before the version", "GET \(path)  HTTP/1.1\(host)"),
            ("a blank in the target", "GET \(path) x HTTP/1.1\(host)"),
            ("a tab for a blank", "GET\t\(path)\tHTTP/1.1\(host)"),
            ("a blank behind the version", "GET \(path) HTTP/1.1 \(host)"),
            ("version 1.2", "GET \(path) HTTP/1.2\(host)"),
            ("version 2.0", "GET \(path) HTTP/2.0\(host)"),
            ("version 11", "GET \(path) HTTP/11\(host)"),
            ("version 1.10", "GET \(path) HTTP/1.10\(host)"),
            ("a lower-case protocol name", "GET \(path) http/1.1\(host)"),
            ("another protocol's name", "GET \(path) ICAP/1.0\(host)"),
            ("a target without a slash", "GET v1 HTTP/1.1\(host)"),
            ("a fragment in the target", "GET \(path)#top HTTP/1.1\(host)"),
            ("a quote in the target", "GET \(path)?q=\" HTTP/1.1\(host)"),
            ("octets beyond ASCII in the target", "GET \(path)?q=é HTTP/1.1\(host)"),
            ("a NUL in the target", "GET \(path)\0 HTTP/1.1\(host)"),
            ("an asterisk for GET", "GET * HTTP/1.1\(host)"),
            ("an authority for GET", "GET a:80 HTTP/1.1\(host)"),
            ("an unknown scheme in the target", "GET ftp://a\(path) HTTP/1.1\(host)"),
            ("user information in the target", "GET http://u:p@a\(path) HTTP/1.1\(host)"),
            ("an absolute target without a host", "GET http://\(path) HTTP/1.1\(host)"),
            ("CONNECT", "CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n"),
            ("a bare LF behind the request line", "GET \(path) HTTP/1.1\nHost: a\r\n\r\n"),
            ("a bare CR in the request line", "GET \(path)\rHTTP/1.1\(host)"),
            ("two empty lines before the request", "\r\n\r\n\r\nGET \(path) HTTP/1.1\(host)"),
            ("a request line that does not end", "GET /" + String(repeating: "a", count: 70_000)),
            ("a request line that is too long", "GET /" + String(repeating: "a", count: 20_000) + " HTTP/1.1\(host)"),
            ("a method that is too long", String(repeating: "A", count: 70_000)),
            ("half of a preface", "PRI * HTTP/1.1\r\n\r\n"),
        ]
        return lines.map { HostileInput(.http1, $0.0, Array($0.1.utf8)) } + [
            HostileInput(
                .http1, "a TLS handshake", [0x16, 3, 1, 2, 0, 1, 0, 1, 0xFC, 3, 3] + [UInt8](repeating: 7, count: 64)),
            HostileInput(.http1, "an old SSL handshake", [0x80, 0x2E, 1, 0, 2, 0, 0x15, 0, 0, 0, 0x10]),
            HostileInput(.http1, "zeros", [UInt8](repeating: 0, count: 1024)),
            HostileInput(
                .http1, "a request that ends in its head", Array("GET \(path) HTTP/1.1\r\nHost:".utf8),
                endsSending: true),
        ]
    }
}
