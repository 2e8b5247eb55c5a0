package import MeshCore

/// The value of a metric in a row.
package enum MetricValue: Hashable, Sendable {
    case count(Int64)
    case number(Double)
    /// One amount a currency, by the currencies' codes.
    case money([Money])
    /// There is nothing that it would be of.
    case none

    package var json: JSONValue {
        switch self {
        case .count(let count): .int(count)
        case .number(let number): .double(number)
        case .money(let amounts):
            .array(amounts.map { ["amount": .int($0.amount), "currency": .string($0.currency.description)] })
        case .none: .null
        }
    }

    /// Whether it is less than another value of the same metric; none is less than any.
    func isLess(than other: MetricValue) -> Bool {
        switch (self, other) {
        case (.count(let left), .count(let right)): left < right
        case (.number(let left), .number(let right)): left < right
        case (.money(let left), .money(let right)): Self.isLess(left, than: right)
        case (.none, .none): false
        case (.none, _): true
        case (_, .none), (.count, _), (.number, _), (.money, _): false
        }
    }

    /// What it is as one number; nil for money of several currencies.
    package var single: Double? {
        switch self {
        case .count(let count): Double(count)
        case .number(let number): number
        case .money(let amounts): amounts.count == 1 ? Double(amounts[0].amount) : nil
        case .none: nil
        }
    }

    /// Amounts of different currencies have no order: by the first currency, then by the next.
    private static func isLess(_ left: [Money], than right: [Money]) -> Bool {
        for currency in Set((left + right).map(\.currency.description)).sorted() {
            let mine = left.first { $0.currency.description == currency }?.amount ?? 0
            let theirs = right.first { $0.currency.description == currency }?.amount ?? 0
            if mine != theirs { return mine < theirs }
        }
        return false
    }
}
