/// A small seeded generator of random numbers, for choices that a seed must be able to replay: balancing, jitter,
/// simulation.
///
/// It is Steele, Lea and Flood's SplitMix64 ("Fast Splittable Pseudorandom Number Generators", OOPSLA 2014). Never for
/// secrets.
package struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// Starts the sequence that belongs to a seed.
    package init(seed: UInt64) {
        state = seed
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number below `bound` (at least 1), by multiplication instead of rejection: the bias is below 2⁻³² for the
    /// small bounds of balancing, and no division is spent.
    package mutating func below(_ bound: Int) -> Int {
        Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(truncatingIfNeeded: bound)).high)
    }

    /// A number in 0 ..< 1, with 53 bits.
    package mutating func unit() -> Double {
        Double(next() >> 11) * 0x1p-53
    }
}
