import MeshCore
import Mustache

/// An amount among the values of a template: as a whole it is written as the template's language does, and its members can be
/// named as those of any object.
struct MoneyWording: MustacheParent, CustomStringConvertible {
    let money: Money
    let locale: String

    private static let signs = ["EUR": "€", "USD": "$", "GBP": "£"]

    func child(named name: String) -> Any? {
        switch name {
        case "amount": Int(money.amount)
        case "currency": money.currency.description
        default: nil
        }
    }

    /// `€1,234.50` in English, `1.234,50 €` in German.
    var description: String {
        let isGerman = locale.prefix(2).lowercased() == "de"
        let parts = MoneyText.number(Money(amount: money.amount, currency: money.currency)).split(separator: ".")
        let isNegative = parts[0].hasPrefix("-")
        var number = Self.grouped(isNegative ? parts[0].dropFirst() : parts[0], by: isGerman ? "." : ",")
        if parts.count > 1 { number += "\(isGerman ? "," : ".")\(parts[1])" }
        let sign = isNegative ? "-" : ""
        let code = money.currency.description
        if isGerman { return "\(sign)\(number)\u{A0}\(Self.signs[code] ?? code)" }
        return Self.signs[code].map { "\(sign)\($0)\(number)" } ?? "\(sign)\(number)\u{A0}\(code)"
    }

    private static func grouped(_ digits: Substring, by separator: String) -> String {
        var result = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { result += separator }
            result.append(digit)
        }
        return result
    }
}
