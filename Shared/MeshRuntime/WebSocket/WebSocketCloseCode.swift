/// Why a WebSocket ends (RFC 6455, section 7.4.1).
package enum WebSocketCloseCode: UInt16, Error, Sendable {
    case normal = 1000
    /// The server ends it; its peer may ask again.
    case goingAway = 1001
    case protocolError = 1002
    /// A message came of a kind that is not taken.
    case unsupportedData = 1003
    case tooBig = 1009
    case internalError = 1011
}
