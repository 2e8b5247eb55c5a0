/// The numbers of `java.util.Random`, whose sequence its documentation fixes: seeds give the same in every implementation.
struct JavaRandom {
    private var state: UInt64

    private static let mask: UInt64 = (1 << 48) - 1
    private static let multiplier: UInt64 = 0x5_DEEC_E66D

    init(seed: Int64) {
        state = (UInt64(bitPattern: seed) ^ Self.multiplier) & Self.mask
    }

    /// A number from the first on and below the bound, both of 32 bits.
    mutating func number(from first: Int, below bound: Int) -> Int {
        let size = bound - first
        if let size = Int32(exactly: size) { return first + Int(number(below: size)) }
        while true {
            let number = Int(next(bits: 32))
            if number >= first, number < bound { return number }
        }
    }

    private mutating func number(below bound: Int32) -> Int32 {
        if bound & (bound - 1) == 0 { return Int32(truncatingIfNeeded: (Int64(bound) * Int64(next(bits: 31))) >> 31) }
        while true {
            let bits = next(bits: 31)
            let number = bits % bound
            // Numbers of the last, incomplete range would come too often.
            if !(bits - number).addingReportingOverflow(bound - 1).overflow { return number }
        }
    }

    private mutating func next(bits: UInt64) -> Int32 {
        state = (state &* Self.multiplier &+ 0xB) & Self.mask
        return Int32(truncatingIfNeeded: Int64(bitPattern: state) >> Int64(48 - bits))
    }
}
