package import MeshCore

extension RetentionReport {
    /// Cohorts by their first days, each with its size and what it did in each period.
    package var json: JSONValue {
        .array(
            cohorts.map { cohort in
                [
                    "date": .string(SiteCalendar.text(ofDay: cohort.day)), "size": .int(Int64(cohort.size)),
                    "complete_periods": .int(Int64(cohort.completeCount)),
                    "periods": .array(cohort.values.map(\.json)),
                ]
            })
    }
}

extension RetentionValue {
    fileprivate var json: JSONValue {
        [
            "visitors": .int(Int64(visitors)), "events": .int(Int64(events)),
            "revenue": .array(
                revenue.sorted { $0.key.description < $1.key.description }.map { currency, sum in
                    ["amount": .int(sum.amount), "currency": .string(currency.description)]
                }),
        ]
    }
}
