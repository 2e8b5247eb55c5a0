/// A positive number as decimal digits.
struct Decimal {
    /// The digits, 0 to 9, without zeros at their ends; empty for zero.
    private(set) var digits: [UInt8]
    /// Where the decimal point stands: so many digits from the left.
    private(set) var point: Int

    /// Takes the shortest digits that name a number.
    init(_ number: Double) {
        var digits: [UInt8] = []
        var point = 0
        var exponent = 0
        var hasPoint = false
        var units = number.magnitude.description.utf8.makeIterator()
        while let unit = units.next() {
            switch unit {
            case UInt8(ascii: "."): hasPoint = true
            case UInt8(ascii: "e"):
                exponent = Int(String(decoding: IteratorSequence(units).map { $0 }, as: UTF8.self)) ?? 0
                units = "".utf8.makeIterator()
            default:
                digits.append(unit - UInt8(ascii: "0"))
                if !hasPoint { point += 1 }
            }
        }
        self.digits = digits
        self.point = point + exponent
        trim()
    }

    /// Takes all digits of a number, which can be some hundred.
    init(exactly number: Double) {
        let significand = number.magnitude.significandBitPattern | (number.isNormal ? 1 << 52 : 0)
        // The number is significand × 2^exponent, or significand × 5^-exponent / 10^-exponent.
        var large = BigDigits(significand)
        let power = max(Int(number.exponentBitPattern), 1) - 1075
        for _ in 0..<abs(power) { large.multiply(by: power > 0 ? 2 : 5) }
        digits = large.decimalDigits
        point = digits.count + min(power, 0)
        trim()
    }

    private mutating func trim() {
        while digits.last == 0 { digits.removeLast() }
        let zeros = digits.prefix { $0 == 0 }.count
        digits.removeFirst(zeros)
        point = digits.isEmpty ? 1 : point - zeros
    }

    /// Rounds to so many digits, halves up.
    mutating func round(toSignificant count: Int) {
        round(keeping: count)
    }

    /// Rounds to so many digits behind the point, halves up.
    mutating func round(toFraction count: Int) {
        round(keeping: point + count)
    }

    private mutating func round(keeping count: Int) {
        guard count < digits.count else { return }
        guard count >= 0 else {
            digits = []
            point = 1
            return
        }
        let isUp = digits[count] >= 5
        digits.removeSubrange(count...)
        if isUp { increment() }
        trim()
    }

    private mutating func increment() {
        var place = digits.count - 1
        while place >= 0 {
            if digits[place] < 9 {
                digits[place] += 1
                return
            }
            digits[place] = 0
            place -= 1
        }
        digits.insert(1, at: 0)
        point += 1
    }

    /// The number again.
    var double: Double {
        guard !digits.isEmpty else { return 0 }
        return Double("0." + letters(digits[...]) + "e" + String(point)) ?? .infinity
    }

    /// As JavaScript writes it.
    var text: String {
        guard !digits.isEmpty else { return "0" }
        if point > 21 || point < -5 {
            let fraction = digits.count > 1 ? "." + letters(digits[1...]) : ""
            return letters(digits[..<1]) + fraction + "e" + (point > 0 ? "+" : "-") + String(abs(point - 1))
        }
        if point <= 0 { return "0." + String(repeating: "0", count: -point) + letters(digits[...]) }
        if point >= digits.count { return letters(digits[...]) + String(repeating: "0", count: point - digits.count) }
        return letters(digits[..<point]) + "." + letters(digits[point...])
    }

    /// With so many digits behind the point, and no exponent.
    func fixed(_ count: Int) -> String {
        var rounded = self
        rounded.round(toFraction: count)
        let point = rounded.point
        let whole = point > 0 ? rounded.padded(0..<point) : "0"
        guard count > 0 else { return whole }
        return whole + "." + rounded.padded(point..<point + count)
    }

    /// The digits in a range of places, zeros where there are none.
    private func padded(_ range: Range<Int>) -> String {
        letters(range.map { digits.indices.contains($0) ? digits[$0] : 0 }[...])
    }

    private func letters(_ digits: ArraySlice<UInt8>) -> String {
        String(decoding: digits.map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
    }
}
