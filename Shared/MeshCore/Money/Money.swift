/// An amount of money in minor units of its currency (1999 EUR is 19.99 €); all arithmetic is checked.
package struct Money: Hashable, Sendable, Codable {
    /// Minor units: cents for EUR, yen for JPY.
    package var amount: Int64
    package var currency: Currency

    package init(amount: Int64, currency: Currency) {
        self.amount = amount
        self.currency = currency
    }

    /// The sum of two amounts of one currency.
    package func adding(_ other: Money) throws(MoneyError) -> Money {
        try combined(with: other) { $0.addingReportingOverflow($1) }
    }

    /// The difference of two amounts of one currency.
    package func subtracting(_ other: Money) throws(MoneyError) -> Money {
        try combined(with: other) { $0.subtractingReportingOverflow($1) }
    }

    /// So many times the amount.
    package func multiplied(by quantity: Int64) throws(MoneyError) -> Money {
        let (product, overflow) = amount.multipliedReportingOverflow(by: quantity)
        guard !overflow else { throw .overflow }
        return Money(amount: product, currency: currency)
    }

    private func combined(
        with other: Money, _ operation: (Int64, Int64) -> (partialValue: Int64, overflow: Bool)
    ) throws(MoneyError) -> Money {
        guard currency == other.currency else { throw .currenciesDiffer(currency, other.currency) }
        let (result, overflow) = operation(amount, other.amount)
        guard !overflow else { throw .overflow }
        return Money(amount: result, currency: currency)
    }
}

extension Money: Described {
    package static let schema = JSONSchema.object(
        "Money", description: "An amount in minor units of its currency: 1999 EUR is 19.99 €.",
        [
            .required("amount", .integer(description: "Minor units of the currency.")),
            .required("currency", .string(pattern: "^[A-Z]{3}$", description: "A code of ISO 4217.")),
        ])
}
