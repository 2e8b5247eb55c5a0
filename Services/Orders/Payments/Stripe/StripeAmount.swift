import MeshCore

/// Money as Stripe counts it: in minor units, but for a few currencies in others than ISO 4217 has
/// (https://docs.stripe.com/currencies, "Zero-decimal currencies", "Special cases", "Three-decimal currencies").
enum StripeAmount {
    /// How Stripe's unit relates to the minor unit of ISO 4217.
    private enum Unit {
        case same
        /// Stripe's unit is so many times smaller: a króna has no parts, and Stripe wants two decimals.
        case smaller(Int64)
        /// Stripe's unit is so many times larger: an ariary has parts, and Stripe wants none.
        case larger(Int64)
        /// The same unit, but only multiples of this are taken.
        case multiples(of: Int64)

        init(_ currency: Currency) {
            switch currency.description {
            case "ISK", "UGX": self = .smaller(100)
            case "MGA": self = .larger(100)
            case "BHD", "JOD", "KWD", "OMR", "TND": self = .multiples(of: 10)
            default: self = .same
            }
        }
    }

    /// The number that Stripe takes for an amount; nil when there is none.
    static func number(of money: Money) -> Int64? {
        switch Unit(money.currency) {
        case .same: return money.amount
        case .smaller(let factor):
            let (product, overflow) = money.amount.multipliedReportingOverflow(by: factor)
            return overflow ? nil : product
        case .larger(let factor): return money.amount % factor == 0 ? money.amount / factor : nil
        case .multiples(let factor): return money.amount % factor == 0 ? money.amount : nil
        }
    }

    /// The amount that a number of Stripe stands for; nil when it is none.
    static func money(_ number: Int64, _ currency: Currency) -> Money? {
        switch Unit(currency) {
        case .same, .multiples: return Money(amount: number, currency: currency)
        case .smaller(let factor):
            return number % factor == 0 ? Money(amount: number / factor, currency: currency) : nil
        case .larger(let factor):
            let (product, overflow) = number.multipliedReportingOverflow(by: factor)
            return overflow ? nil : Money(amount: product, currency: currency)
        }
    }
}
