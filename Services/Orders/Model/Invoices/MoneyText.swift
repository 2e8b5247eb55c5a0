import MeshCore

/// Money as people read it.
enum MoneyText {
    /// How many digits of the minor unit a currency has, where it is not two (ISO 4217).
    private static let digits: [String: Int] = [
        "BHD": 3, "BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "IQD": 3, "ISK": 0, "JOD": 3, "JPY": 0, "KMF": 0, "KRW": 0,
        "KWD": 3, "LYD": 3, "OMR": 3, "PYG": 0, "RWF": 0, "TND": 3, "UGX": 0, "UYI": 0, "VND": 0, "VUV": 0, "XAF": 0,
        "XOF": 0, "XPF": 0,
    ]

    /// An amount in its major unit, with its code: `19.99 EUR`.
    static func text(_ money: Money) -> String {
        let count = digits[money.currency.description] ?? 2
        guard count > 0 else { return "\(money.amount) \(money.currency)" }
        let magnitude = String(money.amount.magnitude)
        let padded = String(repeating: "0", count: max(0, count + 1 - magnitude.count)) + magnitude
        let sign = money.amount < 0 ? "-" : ""
        return "\(sign)\(padded.dropLast(count)).\(padded.suffix(count)) \(money.currency)"
    }
}
