import MeshCore

/// Amounts that trackers write as decimals (`12.5`, `"12.50"`), read without binary fractions.
enum DecimalAmount {
    /// The amount in minor units, rounded half away from zero; nil when the value is no number or too large.
    static func money(_ value: JSONValue, in currency: Currency) -> Money? {
        guard let text = ValueText(value)?.text,
            let amount = scaled(text, digits: currency.minorDigits)
        else { return nil }
        return Money(amount: amount, currency: currency)
    }

    /// The whole number nearest to a value; nil when it is no number or too large.
    static func whole(_ value: JSONValue) -> Int64? {
        ValueText(value).flatMap { scaled($0.text, digits: 0) }
    }

    /// A number written in decimal, times 10 to the power of `digits`.
    private static func scaled(_ text: String, digits: Int) -> Int64? {
        var mantissa = Substring(text)
        var exponent = 0
        if let mark = mantissa.firstIndex(where: { $0 == "e" || $0 == "E" }) {
            guard let power = Int(mantissa[mantissa.index(after: mark)...]), abs(power) < 40 else { return nil }
            exponent = power
            mantissa = mantissa[..<mark]
        }
        let isNegative = mantissa.hasPrefix("-")
        if isNegative || mantissa.hasPrefix("+") { mantissa = mantissa.dropFirst() }
        let sides = mantissa.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let fraction = sides.count == 2 ? sides[1] : ""
        let all = sides[0] + fraction
        guard !all.isEmpty, all.utf8.count <= 40, all.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        let kept = sides[0].utf8.count + exponent + digits
        guard kept >= 0 else { return 0 }
        guard let number = rounded(Array(all.utf8), keeping: kept) else { return nil }
        return isNegative ? -number : number
    }

    /// The first so many digits as a number, one more when the next digit is 5 or above.
    private static func rounded(_ digits: [UInt8], keeping count: Int) -> Int64? {
        var number: Int64 = 0
        for place in 0..<count {
            let digit = place < digits.count ? Int64(digits[place] - 0x30) : 0
            let (product, overflow) = number.multipliedReportingOverflow(by: 10)
            guard !overflow, product <= .max - digit - 1 else { return nil }
            number = product + digit
        }
        return count < digits.count && digits[count] >= 0x35 ? number + 1 : number
    }
}
