/// A whole number of any size, as much of it as writing a double exactly takes.
struct BigDigits {
    /// Digits to the base 10⁹, the lowest first.
    private var limbs: [UInt32]
    private static let base: UInt64 = 1_000_000_000

    init(_ number: UInt64) {
        limbs = []
        var rest = number
        repeat {
            limbs.append(UInt32(rest % Self.base))
            rest /= Self.base
        } while rest > 0
    }

    mutating func multiply(by factor: UInt64) {
        var carry: UInt64 = 0
        for index in limbs.indices {
            let product = UInt64(limbs[index]) * factor + carry
            limbs[index] = UInt32(product % Self.base)
            carry = product / Self.base
        }
        if carry > 0 { limbs.append(UInt32(carry)) }
    }

    /// The decimal digits, the highest first; zeros may lead.
    var decimalDigits: [UInt8] {
        var digits: [UInt8] = []
        for limb in limbs.reversed() {
            var divisor: UInt32 = 100_000_000
            while divisor > 0 {
                digits.append(UInt8(limb / divisor % 10))
                divisor /= 10
            }
        }
        return digits
    }
}
