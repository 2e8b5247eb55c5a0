import MeshCore

/// Numbers as the language has them: IEEE doubles, written as JavaScript writes them.
enum Number {
    /// Refuses what is infinite.
    static func check(_ number: Double) throws(JSONataError) {
        if number.isInfinite { throw JSONataError("D1001", value: .null) }
    }

    /// A number as JSON: without a fraction when it has none.
    static func json(_ number: Double) -> JSONValue {
        // Up to 2⁵³ every whole number is exact.
        if number.magnitude <= 0x1p53, let whole = Int64(exactly: number) { return .int(whole) }
        return number.isFinite ? .double(number) : .null
    }

    /// Writes a number as JavaScript does (ECMA-262, Number::toString): the shortest digits that name it, with an
    /// exponent from 1e21 on and below 1e-6.
    static func text(_ number: Double) -> String {
        if number.isNaN { return "NaN" }
        if number.isInfinite { return number < 0 ? "-Infinity" : "Infinity" }
        if number.magnitude <= 0x1p53, let whole = Int64(exactly: number) { return String(whole) }
        let decimal = Decimal(number)
        return (number < 0 ? "-" : "") + decimal.text
    }

    /// The nearest number with 15 significant digits, as which numbers with fractions become texts.
    static func rounded(_ number: Double) -> Double {
        guard number.isFinite, number != number.rounded() else { return number }
        // What 15 digits name is that number.
        if Decimal(number).digits.count <= 15 { return number }
        var decimal = Decimal(exactly: number)
        decimal.round(toSignificant: 15)
        return number < 0 ? -decimal.double : decimal.double
    }
}
