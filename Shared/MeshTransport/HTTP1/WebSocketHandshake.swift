import Crypto

/// The handshake that turns a connection of HTTP/1.1 into a WebSocket (RFC 6455, section 4).
enum WebSocketHandshake {
    /// Whether a `Sec-WebSocket-Key` is the base64 of 16 octets: 22 characters, of which the last carries four unused zero bits, and `==`.
    static func isKey(_ key: String) -> Bool {
        let octets = Array(key.utf8)
        guard octets.count == 24, octets[22] == UInt8(ascii: "="), octets[23] == UInt8(ascii: "=") else { return false }
        guard octets[..<22].allSatisfy({ alphabet.contains($0) }) else { return false }
        return "AQgw".utf8.contains(octets[21])
    }

    /// The `Sec-WebSocket-Accept` that answers a key (RFC 6455, section 4.2.2).
    static func accept(_ key: String) -> String {
        // SHA-1 is what the protocol names; nothing secret hangs on it.
        base64(Array(Insecure.SHA1.hash(data: Array((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8))))
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// RFC 4648, section 4.
    private static func base64(_ octets: [UInt8]) -> String {
        var text: [UInt8] = []
        for start in stride(from: 0, to: octets.count, by: 3) {
            let group = octets[start..<min(start + 3, octets.count)]
            var bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            bits <<= UInt32(8 * (3 - group.count))
            for position in 0..<4 {
                let sextet = Int(bits >> UInt32(18 - 6 * position) & 0x3F)
                text.append(position <= group.count ? alphabet[sextet] : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
