/// Money as people read it.
package enum MoneyText {
    /// An amount in its major unit, with its code: `19.99 EUR`.
    package static func text(_ money: Money) -> String { "\(number(money)) \(money.currency)" }

    /// The same without its code: `19.99`.
    package static func number(_ money: Money) -> String {
        let count = money.currency.minorDigits
        guard count > 0 else { return "\(money.amount)" }
        let magnitude = String(money.amount.magnitude)
        let padded = String(repeating: "0", count: max(0, count + 1 - magnitude.count)) + magnitude
        let sign = money.amount < 0 ? "-" : ""
        return "\(sign)\(padded.dropLast(count)).\(padded.suffix(count))"
    }
}
