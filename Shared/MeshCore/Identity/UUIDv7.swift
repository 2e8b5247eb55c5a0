/// A UUID of version 7 (RFC 9562, section 5.7): 48 bits of milliseconds, and 74 bits that are random or count on.
package struct UUIDv7: Hashable, Sendable {
    package let high: UInt64
    package let low: UInt64

    /// Puts one together.
    ///
    /// - Parameters:
    ///   - milliseconds: The time since 1970; its lower 48 bits are taken.
    ///   - randomA: 12 bits below the time.
    ///   - randomB: The lowest 62 bits.
    package init(milliseconds: Int64, randomA: UInt16, randomB: UInt64) {
        high = UInt64(truncatingIfNeeded: milliseconds) << 16 | 0x7000 | UInt64(randomA & 0x0FFF)
        low = 0x8000_0000_0000_0000 | (randomB & 0x3FFF_FFFF_FFFF_FFFF)
    }

    /// Takes 128 bits; nil when their version is not 7 or their variant not RFC 9562's.
    package init?(bits: UInt128) {
        high = UInt64(truncatingIfNeeded: bits >> 64)
        low = UInt64(truncatingIfNeeded: bits)
        guard high >> 12 & 0xF == 7, low >> 62 == 0b10 else { return nil }
    }

    package var bits: UInt128 {
        UInt128(high) << 64 | UInt128(low)
    }

    /// The moment of its making, to the millisecond.
    package var timestamp: Timestamp {
        Timestamp(milliseconds: Int64(high >> 16))
    }
}

extension UUIDv7: Comparable {
    package static func < (left: UUIDv7, right: UUIDv7) -> Bool {
        left.high == right.high ? left.low < right.low : left.high < right.high
    }
}
