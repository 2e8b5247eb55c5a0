package import MeshCore

extension AttributionReport {
    /// Credits, the greatest first: parts of conversions to four digits, revenue in whole minor units.
    package var json: JSONValue {
        let sorted = credits.sorted { ($1.value.conversions, $0.key) < ($0.value.conversions, $1.key) }
        return [
            "conversions": .int(Int64(conversionCount)),
            "credits": .array(
                sorted.map { value, credit in
                    [
                        "value": .string(value),
                        "conversions": .double((credit.conversions * 10_000).rounded() / 10_000),
                        "revenue": .array(
                            credit.revenue.sorted { $0.key.description < $1.key.description }.map { currency, amount in
                                ["amount": .int(Int64(amount.rounded())), "currency": .string(currency.description)]
                            }),
                    ]
                }),
        ]
    }
}
