/// What a request is for: scheme, authority and path, from the target and the Host field (RFC 9112, section 3.2 and 3.3).
struct HTTP1RequestTarget {
    /// The target's own scheme, in absolute form only.
    var scheme: String?
    /// Where the authority lies in the head; nil only in HTTP/1.0 without Host.
    var authority: Range<Int>?
    /// Where the path and query lie in the head.
    var path: Range<Int>
    /// The path when it does not stand in the head as it is: an absolute form without one.
    var rewrittenPath: String?

    /// - Parameter host: where the Host field's value lies.
    /// - Throws: 400 for a target or a host that RFC 9112 does not know.
    init(_ line: HTTP1RequestLine, host: Range<Int>?, in bytes: Span<UInt8>) throws(HTTP1Rejection) {
        if let host { try Self.checkAuthority(bytes.extracting(host)) }
        authority = host
        path = line.target
        if bytes[line.target.lowerBound] == UInt8(ascii: "/") { return }
        if line.target.count == 1, bytes[line.target.lowerBound] == UInt8(ascii: "*") {
            guard line.isOPTIONS else { throw .malformed("The target `*` is for OPTIONS alone.") }
            return
        }
        try readAbsoluteForm(line, in: bytes)
    }

    /// `http://authority/path`: the authority replaces Host's (RFC 9112, section 3.2.2).
    private mutating func readAbsoluteForm(_ line: HTTP1RequestLine, in bytes: Span<UInt8>) throws(HTTP1Rejection) {
        let schemeLength: Int
        if Self.hasPrefix(bytes.extracting(line.target), "http://") {
            (scheme, schemeLength) = ("http", 7)
        } else if Self.hasPrefix(bytes.extracting(line.target), "https://") {
            (scheme, schemeLength) = ("https", 8)
        } else {
            throw .malformed("The request target has a form that is not known.")
        }
        let start = line.target.lowerBound + schemeLength
        var end = start
        while end < line.target.upperBound, bytes[end] != UInt8(ascii: "/"), bytes[end] != UInt8(ascii: "?") {
            end += 1
        }
        try Self.checkAuthority(bytes.extracting(start..<end))
        authority = start..<end
        path = end..<line.target.upperBound
        if path.isEmpty {
            rewrittenPath = line.isOPTIONS ? "*" : "/"
        } else if bytes[end] == UInt8(ascii: "?") {
            // The pointer does not leave the call.
            rewrittenPath = unsafe bytes.extracting(path).withUnsafeBufferPointer {
                unsafe "/" + String(decoding: $0, as: UTF8.self)
            }
        }
    }

    /// Checks `host [":" port]` (RFC 3986, section 3.2; user information is not allowed, RFC 9110, section 4.2.4).
    private static func checkAuthority(_ bytes: Span<UInt8>) throws(HTTP1Rejection) {
        let rejection = HTTP1Rejection.malformed("The host is malformed.")
        guard bytes.count > 0 else { throw HTTP1Rejection.malformed("The host is empty.") }
        var index = 0
        if bytes[0] == UInt8(ascii: "[") {
            index = 1
            while index < bytes.count, isIPLiteral(bytes[index]) { index += 1 }
            guard index > 2, index < bytes.count, bytes[index] == UInt8(ascii: "]") else { throw rejection }
            index += 1
        } else {
            while index < bytes.count, isRegisteredName(bytes[index]) { index += 1 }
            guard index > 0 else { throw rejection }
        }
        guard index < bytes.count else { return }
        guard bytes[index] == UInt8(ascii: ":"), bytes.count - index <= 6 else { throw rejection }
        for digit in index + 1..<bytes.count where bytes[digit] &- UInt8(ascii: "0") > 9 { throw rejection }
    }

    private static func isRegisteredName(_ octet: UInt8) -> Bool {
        OctetClass[octet].contains(.host) && octet != UInt8(ascii: ":") && octet != UInt8(ascii: "[")
            && octet != UInt8(ascii: "]")
    }

    private static func isIPLiteral(_ octet: UInt8) -> Bool {
        let isDigit = octet &- UInt8(ascii: "0") <= 9
        let isHex = (octet | 0x20) &- UInt8(ascii: "a") < 6
        return isDigit || isHex || octet == UInt8(ascii: ":") || octet == UInt8(ascii: ".")
    }

    private static func hasPrefix(_ bytes: Span<UInt8>, _ prefix: String) -> Bool {
        guard bytes.count > prefix.utf8.count else { return false }
        return prefix.utf8.enumerated().allSatisfy { bytes[$0.offset] | 0x20 == $0.element | 0x20 }
    }
}
