/// The numbers of GS1 on goods (GTIN-8, -12, -13 and -14).
enum GTIN {
    /// Whether the last of some digits is the check digit of those before it: counted from the right, every second one
    /// weighs three, and all together with the check digit are a multiple of ten (GS1 General Specifications,
    /// section 7.9).
    static func hasRightCheckDigit(_ digits: String) -> Bool {
        let sum = digits.utf8.reversed().enumerated().reduce(0) { sum, digit in
            sum + Int(digit.element - UInt8(ascii: "0")) * (digit.offset.isMultiple(of: 2) ? 1 : 3)
        }
        return sum.isMultiple(of: 10)
    }
}
