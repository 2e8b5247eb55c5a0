/// The error codes of RST_STREAM and GOAWAY (RFC 9113, section 7).
package enum HTTP2ErrorCode {
    package static let noError: UInt32 = 0x0
    package static let protocolError: UInt32 = 0x1
    package static let internalError: UInt32 = 0x2
    package static let flowControlError: UInt32 = 0x3
    package static let streamClosed: UInt32 = 0x5
    package static let refusedStream: UInt32 = 0x7
    package static let cancel: UInt32 = 0x8
    package static let enhanceYourCalm: UInt32 = 0xb
}

extension ExchangeReset {
    /// The code that says so on the wire.
    var http2Code: UInt32 {
        switch self {
        case .cancelled: HTTP2ErrorCode.cancel
        case .internalError: HTTP2ErrorCode.internalError
        case .noLongerNeeded: HTTP2ErrorCode.noError
        case .refused: HTTP2ErrorCode.refusedStream
        }
    }
}
