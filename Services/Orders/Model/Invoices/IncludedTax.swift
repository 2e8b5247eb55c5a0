import MeshCore

/// The tax that a gross price includes.
enum IncludedTax {
    /// The tax in an amount, rounded to the nearest minor unit, halves up.
    ///
    /// - Parameters:
    ///   - amount: Not negative.
    ///   - rate: In basis points: 1900 is 19 %.
    static func amount(in amount: Money, rate: Int64) -> Money {
        let divisor = 10_000 + rate
        // Divided before it is multiplied, so that the largest amount fits.
        let (whole, rest) = amount.amount.quotientAndRemainder(dividingBy: divisor)
        return Money(
            amount: whole * rate + (rest * rate * 2 + divisor) / (divisor * 2), currency: amount.currency)
    }

    /// A rate as people read it: `19 %`, `7.5 %`.
    static func text(rate: Int64) -> String {
        let (whole, rest) = rate.quotientAndRemainder(dividingBy: 100)
        guard rest > 0 else { return "\(whole) %" }
        let digits = rest < 10 ? "0\(rest)" : rest.isMultiple(of: 10) ? "\(rest / 10)" : "\(rest)"
        return "\(whole).\(digits) %"
    }
}
