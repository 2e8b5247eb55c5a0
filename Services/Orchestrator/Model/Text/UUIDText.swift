/// A random UUID (RFC 9562, version 4) as text.
enum UUIDText {
    static func make(using random: inout some RandomNumberGenerator) -> String {
        text(high: random.next(), low: random.next())
    }

    /// The UUID of 128 bits, of which six tell the version and the variant.
    static func text(high: UInt64, low: UInt64) -> String {
        let high = high & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
        let low = low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        let digits = Array((padded(high) + padded(low)).utf8)
        return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(decoding: digits[$0], as: UTF8.self) }
            .joined(separator: "-")
    }

    private static func padded(_ bits: UInt64) -> String {
        let text = String(bits, radix: 16)
        return String(repeating: "0", count: 16 - text.count) + text
    }
}
