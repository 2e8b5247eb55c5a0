/// The fields that decide on framing and on the connection, gathered from one head and held against each other.
struct HTTP1MessageFields {
    private let minorVersion: Int
    private var host: Range<Int>?
    private var hostCount = 0
    private var contentLength: Int?
    private var isChunked = false
    private var closes = false
    private var asksToKeepAlive = false
    private var asksToUpgrade = false
    private var upgradesToWebSocket = false
    private var webSocketKey: String?
    private var webSocketVersion: String?
    private var acceptsTrailers = false
    /// Names that Connection declares to be for this hop alone.
    private var nominated: [[UInt8]] = []
    private(set) var expectsContinue = false

    init(minorVersion: Int) {
        self.minorVersion = minorVersion
    }

    var framing: HTTP1RequestHead.Framing {
        if isChunked { return .chunked }
        guard let contentLength, contentLength > 0 else { return .none }
        return .length(contentLength)
    }

    /// RFC 9112, section 9.3.
    var keepsAlive: Bool { minorVersion == 1 ? !closes : asksToKeepAlive && !closes }

    /// Takes note of one field.
    mutating func obey(_ slot: HTTP1HeadParser.Slot, in bytes: Span<UInt8>) throws(HTTP1Rejection) {
        switch slot.kind {
        case .host:
            hostCount += 1
            host = slot.value
        case .contentLength:
            try readContentLength(bytes.extracting(slot.value))
        case .transferEncoding:
            guard !isChunked, Self.text(slot, bytes).lowercased() == "chunked" else {
                throw .malformed("The transfer coding is not exactly chunked.")
            }
            isChunked = true
        case .connection:
            readConnection(Self.text(slot, bytes))
        case .expect:
            guard Self.text(slot, bytes).lowercased() == "100-continue" else {
                throw HTTP1Rejection(417, "The expectation is not known.")
            }
            expectsContinue = minorVersion == 1
        case .upgrade:
            upgradesToWebSocket = Self.elements(Self.text(slot, bytes)).contains("websocket")
        case .te:
            acceptsTrailers = Self.elements(Self.text(slot, bytes)).contains("trailers")
        case .webSocketKey:
            webSocketKey = Self.text(slot, bytes)
        case .webSocketVersion:
            webSocketVersion = Self.text(slot, bytes)
        case .hopByHop, .credential, .other:
            break
        }
    }

    /// Holds the fields against each other.
    ///
    /// - Returns: where the Host field's value lies; nil in HTTP/1.0 without one.
    func checked(isHTTP11: Bool) throws(HTTP1Rejection) -> Range<Int>? {
        if isChunked {
            // RFC 9112, section 6.1 and 6.3: both together are an attempt at smuggling, and HTTP/1.0 knows no codings.
            guard contentLength == nil else { throw .malformed("Content-Length and Transfer-Encoding stand together.") }
            guard isHTTP11 else { throw .malformed("Transfer-Encoding stands in HTTP/1.0.") }
        }
        // RFC 9112, section 3.2.
        guard hostCount <= 1 else { throw .malformed("Host stands more than once.") }
        guard hostCount == 1 || !isHTTP11 else { throw .malformed("Host is missing.") }
        return host
    }

    /// The value that accepts the WebSocket that is asked for, or nil when none is.
    ///
    /// - Parameter method: whether the method is GET, the only one with which RFC 6455, section 4.1, opens a WebSocket.
    /// - Throws: 426 for a version other than 13, 400 for a key that is not 16 octets.
    func webSocket(method isGET: Bool) throws(HTTP1Rejection) -> String? {
        guard upgradesToWebSocket, asksToUpgrade, isGET, minorVersion == 1, framing == .none else { return nil }
        guard webSocketVersion == "13" else { throw HTTP1Rejection(426, "The WebSocket version is not 13.") }
        guard let webSocketKey, WebSocketHandshake.isKey(webSocketKey) else {
            throw .malformed("The WebSocket key is malformed.")
        }
        return WebSocketHandshake.accept(webSocketKey)
    }

    /// Whether a field goes on to the acceptor: not what was obeyed here for this hop alone (RFC 9110, section 7.6.1).
    func passesOn(_ slot: HTTP1HeadParser.Slot, name: ArraySlice<UInt8>, isWebSocket: Bool) -> Bool {
        switch slot.kind {
        case .host, .transferEncoding, .connection, .upgrade, .hopByHop: false
        // HTTP/2 knows the value `trailers` alone (RFC 9113, section 8.2.2).
        case .te: acceptsTrailers && Self.isTrailers(slot)
        case .webSocketKey: !isWebSocket
        // The length holds for every hop, so no peer takes it away.
        case .contentLength, .expect, .webSocketVersion: true
        case .credential, .other: nominated.isEmpty || !nominated.contains { $0.elementsEqual(name) }
        }
    }

    private static func isTrailers(_ slot: HTTP1HeadParser.Slot) -> Bool { slot.value.count == "trailers".utf8.count }

    /// Digits and nothing else, once (RFC 9110, section 8.6; RFC 9112, section 6.3).
    private mutating func readContentLength(_ value: Span<UInt8>) throws(HTTP1Rejection) {
        guard contentLength == nil else { throw .malformed("Content-Length stands more than once.") }
        guard (1...18).contains(value.count) else { throw .malformed("Content-Length is malformed.") }
        var length = 0
        for index in 0..<value.count {
            let digit = value[index] &- UInt8(ascii: "0")
            guard digit <= 9 else { throw .malformed("Content-Length is malformed.") }
            length = length * 10 + Int(digit)
        }
        contentLength = length
    }

    private mutating func readConnection(_ value: String) {
        for element in Self.elements(value) {
            switch element {
            case "close": closes = true
            case "keep-alive": asksToKeepAlive = true
            case "upgrade": asksToUpgrade = true
            default: nominated.append(Array(element.utf8))
            }
        }
    }

    /// The elements of a list (RFC 9110, section 5.6.1), in lower case.
    private static func elements(_ value: String) -> [String] {
        value.lowercased().split(separator: ",").compactMap { element in
            let trimmed = element.drop { $0 == " " || $0 == "\t" }
            let end = trimmed.lastIndex { $0 != " " && $0 != "\t" }
            return end.map { String(trimmed[...$0]) }
        }
    }

    private static func text(_ slot: HTTP1HeadParser.Slot, _ bytes: Span<UInt8>) -> String {
        // The pointer does not leave the call.
        unsafe bytes.extracting(slot.value).withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }
}
