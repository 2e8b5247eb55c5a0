/// Douglas Crockford's base 32: digits and letters without I, L, O and U, so that nobody misreads an id.
///
/// It is written in lower case and read in either case; I and L are read as 1, and O as 0.
enum CrockfordBase32 {
    /// The number of characters of 128 bits; the first one holds three bits only.
    static let characterCount = 26

    /// The 32 digits, in their order, which is ASCII's order: encoded numbers sort as numbers do.
    static let alphabet: StaticString = "0123456789abcdefghjkmnpqrstvwxyz"

    /// Writes 128 bits, high ones first.
    static func write(high: UInt64, low: UInt64, to buffer: UnsafeMutableBufferPointer<UInt8>, at position: Int) {
        var value = (UInt128(high) << 64) | UInt128(low)
        for offset in stride(from: characterCount - 1, through: 0, by: -1) {
            unsafe buffer[position + offset] = alphabet.utf8Start[Int(truncatingIfNeeded: value & 31)]
            value >>= 5
        }
    }

    /// Reads 26 characters into 128 bits; nil when one is no digit, or when they say more than 128 bits.
    static func read(_ bytes: some Collection<UInt8>) -> UInt128? {
        guard bytes.count == characterCount, let first = bytes.first, let top = digit(first), top < 8 else {
            return nil
        }
        var value: UInt128 = 0
        for byte in bytes {
            guard let digit = digit(byte) else { return nil }
            value = value << 5 | UInt128(digit)
        }
        return value
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        let value = values[Int(byte)]
        return value == UInt8.max ? nil : value
    }

    /// The value of each byte, or 255.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: .max, count: 256)
        for value in 0..<32 {
            let letter = unsafe alphabet.utf8Start[value]
            values[Int(letter)] = UInt8(value)
            if letter >= UInt8(ascii: "a") { values[Int(letter - 32)] = UInt8(value) }
        }
        for one in "iIlL".utf8 { values[Int(one)] = 1 }
        for zero in "oO".utf8 { values[Int(zero)] = 0 }
        return values
    }()
}
