extension HostileInput {
    /// Bodies whose length two parsers could see in two ways (RFC 9112, section 6.3 and 11.2): request smuggling. Each carries
    /// a second request that must never be answered.
    static func framing(path: String) -> [HostileInput] {
        let smuggled = "GET \(path) HTTP/1.1\r\nHost: smuggled\r\n\r\n"
        let fields: [(String, String)] = [
            ("Content-Length with Transfer-Encoding", "Content-Length: 5\r\nTransfer-Encoding: chunked"),
            ("Transfer-Encoding with Content-Length", "Transfer-Encoding: chunked\r\nContent-Length: 5"),
            ("two Content-Lengths", "Content-Length: 5\r\nContent-Length: 0"),
            ("two equal Content-Lengths", "Content-Length: 5\r\nContent-Length: 5"),
            ("a list of Content-Lengths", "Content-Length: 5, 5"),
            ("a negative Content-Length", "Content-Length: -5"),
            ("a Content-Length with a sign", "Content-Length: +5"),
            ("a hexadecimal Content-Length", "Content-Length: 0x5"),
            ("a Content-Length with a fraction", "Content-Length: 5.0"),
            ("an empty Content-Length", "Content-Length:"),
            ("a Content-Length with a blank inside", "Content-Length: 5 5"),
            ("a Content-Length that overflows", "Content-Length: 99999999999999999999999"),
            ("a Content-Length of 2^64 + 5", "Content-Length: 18446744073709551621"),
            ("a Content-Length beyond any body", "Content-Length: 999999999999999999"),
            ("a coding that is not known", "Transfer-Encoding: gzip"),
            ("chunked before another coding", "Transfer-Encoding: chunked, gzip"),
            ("another coding before chunked", "Transfer-Encoding: gzip, chunked"),
            ("chunked twice", "Transfer-Encoding: chunked, chunked"),
            ("two Transfer-Encodings", "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity"),
            ("identity", "Transfer-Encoding: identity"),
            ("an empty Transfer-Encoding", "Transfer-Encoding:"),
            ("a quoted coding", "Transfer-Encoding: \"chunked\""),
            ("a coding with a parameter", "Transfer-Encoding: chunked;q=1"),
            ("a vertical tab before the coding", "Transfer-Encoding: \u{B}chunked"),
            ("a blank before Transfer-Encoding's colon", "Transfer-Encoding : chunked\r\nContent-Length: 5"),
            ("a folded Transfer-Encoding", "Transfer-Encoding:\r\n chunked\r\nContent-Length: 5"),
        ]
        return fields.map { name, lines in
            HostileInput(
                .http1, name, Array("POST \(path) HTTP/1.1\r\nHost: a\r\n\(lines)\r\n\r\n0\r\n\r\n\(smuggled)".utf8))
        } + [
            HostileInput(
                .http1, "chunked in HTTP/1.0",
                Array("POST \(path) HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n\(smuggled)".utf8)
            )
        ]
    }

    /// Chunked bodies that RFC 9112, section 7.1, does not know.
    static func chunks(path: String) -> [HostileInput] {
        let head = "POST \(path) HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n"
        let smuggled = "GET \(path) HTTP/1.1\r\nHost: smuggled\r\n\r\n"
        let bodies: [(String, String)] = [
            ("a chunk size that is no number", "x\r\n"),
            ("an empty chunk size", "\r\nabc\r\n0\r\n\r\n"),
            ("a negative chunk size", "-1\r\na\r\n0\r\n\r\n"),
            ("a chunk size with a prefix", "0x3\r\nabc\r\n0\r\n\r\n"),
            ("a chunk size that overflows", "fffffffffffffffff\r\nabc\r\n0\r\n\r\n"),
            ("a chunk size of 64 bits", "ffffffffffffffff\r\nabc\r\n0\r\n\r\n"),
            ("a chunk size of endless zeros", String(repeating: "0", count: 10_000)),
            ("a blank before the chunk size", " 3\r\nabc\r\n0\r\n\r\n"),
            ("a blank behind the chunk size", "3 \r\nabc\r\n0\r\n\r\n"),
            ("a bare LF behind the chunk size", "3\nabc\r\n0\r\n\r\n"),
            ("a bare CR behind the chunk size", "3\rabc\r\n0\r\n\r\n"),
            ("a chunk longer than its size", "3\r\nabcd\r\n0\r\n\r\n"),
            ("a chunk shorter than its size", "4\r\nabc\r\n0\r\n\r\n"),
            ("a chunk that ends with LF", "3\r\nabc\n0\r\n\r\n"),
            ("a chunk extension that floods", "3;" + String(repeating: "a", count: 70_000)),
            ("extensions that flood together", String(repeating: "1;aaaaaaaaaaaaaaaaaaaaaaaa\r\na\r\n", count: 1_000)),
            ("a NUL in a chunk extension", "3;a=\0\r\nabc\r\n0\r\n\r\n"),
            ("a bare LF in a chunk extension", "3;a\nabc\r\n0\r\n\r\n"),
            ("Content-Length in the trailers", "0\r\nContent-Length: 5\r\n\r\n"),
            ("Transfer-Encoding in the trailers", "0\r\nTransfer-Encoding: chunked\r\n\r\n"),
            ("Host in the trailers", "0\r\nHost: b\r\n\r\n"),
            ("a folded trailer", "0\r\nX-One: 1\r\n 2\r\n\r\n"),
            ("trailers that do not end", "0\r\n" + String(repeating: "a: b\r\n", count: 20_000)),
            ("a bare LF in the trailers", "0\r\nX-One: 1\n\r\n"),
        ]
        return bodies.map { HostileInput(.http1, $0.0, Array("\(head)\r\n\($0.1)\(smuggled)".utf8)) } + [
            HostileInput(.http1, "a body that ends early", Array("\(head)\r\n5\r\nab".utf8), endsSending: true)
        ]
    }
}
