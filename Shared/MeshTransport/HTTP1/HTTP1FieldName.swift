/// The fields that HTTP/1.1 itself obeys, and what becomes of them.
enum HTTP1FieldName {
    case host, contentLength, transferEncoding, connection, expect, upgrade, te
    case webSocketKey, webSocketVersion
    /// Only for this hop (RFC 9110, section 7.6.1): dropped.
    case hopByHop
    /// A credential, which HPACK must not index.
    case credential
    /// Passed on as it is.
    case other

    /// Recognises a name, which must be a token, in whatever case.
    init(_ name: Span<UInt8>) {
        switch name.count {
        case 2 where Self.matches(name, Self.texts.te): self = .te
        case 4 where Self.matches(name, Self.texts.host): self = .host
        case 6 where Self.matches(name, Self.texts.expect): self = .expect
        case 7 where Self.matches(name, Self.texts.upgrade): self = .upgrade
        case 10 where Self.matches(name, Self.texts.connection): self = .connection
        case 10 where Self.matches(name, Self.texts.keepAlive): self = .hopByHop
        case 13 where Self.matches(name, Self.texts.authorization): self = .credential
        case 14 where Self.matches(name, Self.texts.contentLength): self = .contentLength
        case 14 where Self.matches(name, Self.texts.http2Settings): self = .hopByHop
        case 16 where Self.matches(name, Self.texts.proxyConnection): self = .hopByHop
        case 17 where Self.matches(name, Self.texts.transferEncoding): self = .transferEncoding
        case 17 where Self.matches(name, Self.texts.webSocketKey): self = .webSocketKey
        case 19 where Self.matches(name, Self.texts.proxyAuthorization): self = .credential
        case 21 where Self.matches(name, Self.texts.webSocketVersion): self = .webSocketVersion
        default: self = .other
        }
    }

    private struct Texts {
        let te = Array("te".utf8)
        let host = Array("host".utf8)
        let expect = Array("expect".utf8)
        let upgrade = Array("upgrade".utf8)
        let connection = Array("connection".utf8)
        let keepAlive = Array("keep-alive".utf8)
        let authorization = Array("authorization".utf8)
        let contentLength = Array("content-length".utf8)
        let http2Settings = Array("http2-settings".utf8)
        let proxyConnection = Array("proxy-connection".utf8)
        let transferEncoding = Array("transfer-encoding".utf8)
        let webSocketKey = Array("sec-websocket-key".utf8)
        let webSocketVersion = Array("sec-websocket-version".utf8)
        let proxyAuthorization = Array("proxy-authorization".utf8)
    }

    private static let texts = Texts()

    private static func matches(_ name: Span<UInt8>, _ text: [UInt8]) -> Bool {
        // Among the octets of tokens only a letter's other case meets a letter's or a hyphen's in this way.
        for index in text.indices where name[index] | 0x20 != text[index] { return false }
        return true
    }
}
