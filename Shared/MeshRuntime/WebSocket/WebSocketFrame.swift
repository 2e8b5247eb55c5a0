/// A frame of a WebSocket (RFC 6455, section 5.2), whole and unmasked.
package struct WebSocketFrame: Hashable, Sendable {
    /// What a frame is.
    package enum Kind: UInt8, Sendable {
        case continuation = 0
        case text = 1
        case binary = 2
        case close = 8
        case ping = 9
        case pong = 10

        /// Control frames are short, and never in pieces (section 5.5).
        var isControl: Bool { rawValue >= 8 }
    }

    package var kind: Kind
    package var payload: [UInt8]

    package init(_ kind: Kind, _ payload: [UInt8] = []) {
        self.kind = kind
        self.payload = payload
    }

    /// The frame that ends the conversation (section 5.5.1).
    package static func close(_ code: WebSocketCloseCode) -> WebSocketFrame {
        WebSocketFrame(.close, [UInt8(code.rawValue >> 8), UInt8(code.rawValue & 0xFF)])
    }

    /// Writes the frame as a server does: in one piece, without a mask.
    package func write(to bytes: inout [UInt8]) {
        bytes.append(0x80 | kind.rawValue)
        switch payload.count {
        case ...125: bytes.append(UInt8(payload.count))
        case ...0xFFFF:
            bytes.append(126)
            bytes.append(UInt8(payload.count >> 8))
            bytes.append(UInt8(payload.count & 0xFF))
        default:
            bytes.append(127)
            for shift in stride(from: 56, through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: payload.count >> shift))
            }
        }
        bytes.append(contentsOf: payload)
    }
}
