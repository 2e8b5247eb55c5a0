import MeshCore

/// The random values of one evaluation.
///
/// Two generators of 64 bits each, so that UUIDs have all of their 122 free bits.
struct EntropyStream {
    private var high: SplitMix64
    private var low: SplitMix64

    init(first: UInt64, second: UInt64) {
        high = SplitMix64(seed: first)
        low = SplitMix64(seed: second)
    }

    /// A number in 0 ..< 1.
    mutating func unit() -> Double {
        high.unit()
    }

    /// A random UUID (RFC 9562, version 4) in lower case.
    mutating func uuid() -> String {
        let upper = high.next() & ~0xF000 | 0x4000
        let lower = low.next() & ~(3 << 62) | 2 << 62
        let digits = Self.hexadecimal(upper) + Self.hexadecimal(lower)
        var text = ""
        for (position, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(position) { text.append("-") }
            text.append(digit)
        }
        return text
    }

    private static func hexadecimal(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
