/// Where the parts of a request line lie (RFC 9112, section 3).
struct HTTP1RequestLine {
    var method: Range<Int>
    var target: Range<Int>
    /// The minor version: 0 or 1.
    var minorVersion: Int
    /// Where the first field begins.
    var end: Int
    var isGET: Bool
    var isHEAD: Bool
    var isOPTIONS: Bool

    /// - Throws: 400 for anything but `method SP target SP HTTP/1.0` or `HTTP/1.1`, so also for HTTP/0.9; 405 for CONNECT, as this is no proxy.
    init(_ bytes: Span<UInt8>) throws(HTTP1Rejection) {
        var index = 0
        while OctetClass[bytes[index]].contains(.token) { index += 1 }
        guard index > 0, bytes[index] == UInt8(ascii: " ") else { throw .malformed("The method is malformed.") }
        method = 0..<index
        index += 1
        let targetStart = index
        while OctetClass[bytes[index]].contains(.target) { index += 1 }
        guard index > targetStart, bytes[index] == UInt8(ascii: " ") else {
            throw .malformed("The request target is malformed, or the version is missing.")
        }
        target = targetStart..<index
        let version = index + 1
        var lineEnd = version
        while bytes[lineEnd] != UInt8(ascii: "\r") { lineEnd += 1 }
        minorVersion = try Self.minorVersion(bytes.extracting(version..<lineEnd))
        end = lineEnd + 2
        isGET = Self.matches(bytes.extracting(method), "GET")
        isHEAD = Self.matches(bytes.extracting(method), "HEAD")
        isOPTIONS = Self.matches(bytes.extracting(method), "OPTIONS")
        if Self.matches(bytes.extracting(method), "CONNECT") { throw HTTP1Rejection(405, "This is no proxy.") }
    }

    private static func minorVersion(_ version: Span<UInt8>) throws(HTTP1Rejection) -> Int {
        if matches(version, "HTTP/1.1") { return 1 }
        if matches(version, "HTTP/1.0") { return 0 }
        throw .malformed("The version is not HTTP/1.0 or HTTP/1.1.")
    }

    private static func matches(_ bytes: Span<UInt8>, _ text: StaticString) -> Bool {
        guard bytes.count == text.utf8CodeUnitCount else { return false }
        for index in 0..<bytes.count {
            // Within the static string's length, which was just compared.
            guard unsafe bytes[index] == text.utf8Start[index] else { return false }
        }
        return true
    }
}
