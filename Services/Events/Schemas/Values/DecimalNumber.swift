import MeshCore

/// A number as decimal digits and a power of ten, so that 0.0075 is a multiple of 0.0001, which it is not as a binary fraction.
///
/// A double is taken for the shortest decimal number that is read as it: what was written, for up to 15 digits.
struct DecimalNumber: Hashable, Sendable {
    /// The digits, without zeros at the end; 0 for zero alone.
    let significand: UInt64
    let exponent: Int
    let isNegative: Bool

    /// nil for what is no number.
    init?(_ value: JSONValue) {
        switch value {
        case .int(let number): self.init(number.magnitude, exponent: 0, isNegative: number < 0)
        case .double(let number): self.init(shortest: number)
        case .null, .bool, .string, .array, .object: return nil
        }
    }

    private init(_ significand: UInt64, exponent: Int, isNegative: Bool) {
        var (significand, exponent) = (significand, exponent)
        while significand > 0, significand.isMultiple(of: 10) {
            significand /= 10
            exponent += 1
        }
        self.significand = significand
        self.exponent = significand == 0 ? 0 : exponent
        self.isNegative = isNegative && significand > 0
    }

    /// Reads what Swift prints: at most 17 digits, a point, an exponent.
    private init(shortest number: Double) {
        var significand: UInt64 = 0
        var exponent = 0
        var isFraction = false
        let text = number.magnitude.description.utf8
        for (position, byte) in zip(text.indices, text) {
            switch byte {
            case UInt8(ascii: "."): isFraction = true
            case UInt8(ascii: "e"):
                exponent += Int(String(text[text.index(after: position)...]) ?? "") ?? 0
                self.init(significand, exponent: exponent, isNegative: number < 0)
                return
            default:
                // Zeros that only fill up the places before the point would overflow the digits.
                let (product, isTooLarge) = significand.multipliedReportingOverflow(by: 10)
                if isTooLarge {
                    if !isFraction { exponent += 1 }
                } else {
                    significand = product + UInt64(byte - UInt8(ascii: "0"))
                    if isFraction { exponent -= 1 }
                }
            }
        }
        self.init(significand, exponent: exponent, isNegative: number < 0)
    }

    /// Whether this is a whole number of times another one, which is not zero; exact for any exponents.
    func isMultiple(of other: DecimalNumber) -> Bool {
        guard significand > 0 else { return true }
        let shift = exponent - other.exponent
        if shift >= 0 {
            let power = Self.power(ofTen: shift, modulo: other.significand)
            return Self.product(significand % other.significand, power, modulo: other.significand) == 0
        }
        // 10^20 is more than any significand.
        guard shift > -20 else { return false }
        var rest = significand
        for _ in 0..<(-shift) {
            guard rest.isMultiple(of: 10) else { return false }
            rest /= 10
        }
        return rest.isMultiple(of: other.significand)
    }

    private static func product(_ left: UInt64, _ right: UInt64, modulo modulus: UInt64) -> UInt64 {
        modulus.dividingFullWidth(left.multipliedFullWidth(by: right)).remainder
    }

    private static func power(ofTen exponent: Int, modulo modulus: UInt64) -> UInt64 {
        var result = 1 % modulus
        var base = 10 % modulus
        var rest = exponent
        while rest > 0 {
            if !rest.isMultiple(of: 2) { result = product(result, base, modulo: modulus) }
            base = product(base, base, modulo: modulus)
            rest /= 2
        }
        return result
    }
}
