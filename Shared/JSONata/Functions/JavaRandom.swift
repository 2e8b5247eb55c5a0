/// The generator of `java.util.Random`, whose documentation fixes its sequence: Knuth's linear congruential one with 48
/// bits ("The Art of Computer Programming", volume 2, section 3.2.1).
struct JavaRandom {
    private var state: UInt64
    private static let multiplier: UInt64 = 0x5_DEEC_E66D
    private static let mask: UInt64 = 1 << 48 - 1

    init(seed: Int64) {
        state = (UInt64(bitPattern: seed) ^ Self.multiplier) & Self.mask
    }

    private mutating func next(bits: UInt64) -> UInt64 {
        state = (state &* Self.multiplier &+ 0xB) & Self.mask
        return state >> (48 - bits)
    }

    /// A number in 0 ..< 1, of 53 bits.
    mutating func nextDouble() -> Double {
        let high = next(bits: 26)
        return Double(high << 27 + next(bits: 27)) * 0x1p-53
    }
}
