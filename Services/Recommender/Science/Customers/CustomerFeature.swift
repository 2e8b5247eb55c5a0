import Glibc

/// Customers by numbers as of a day: recency, frequency and monetary value (Hughes, "Strategic Database Marketing", 1994), and how
/// they behave.
package enum CustomerFeature: String, CaseIterable, Codable, Sendable {
    /// Days since the last purchase.
    case recency
    /// How many purchases.
    case frequency
    /// The mean amount of a purchase.
    case monetary
    /// Days since the first purchase.
    case tenure
    /// The mean number of days between purchases; the tenure of who bought once.
    case interval
    /// Days since they did anything at all.
    case absence
    /// Purchases of the last 30 days.
    case recentPurchases
    /// Views and carts of the last 30 days.
    case recentVisits

    /// The customers who bought before a day, as rows, in the order of the histories. Only what came before that day is looked at.
    package static func table(
        of histories: [CustomerHistory], asOf day: Double, columns: [CustomerFeature] = allCases
    ) -> (table: FeatureTable, customers: [UInt32]) {
        var table = FeatureTable(columnNames: columns.map(\.rawValue))
        var customers: [UInt32] = []
        for history in histories {
            let known = history.before(day)
            let purchases = known.events.filter { $0.kind == .purchase }
            guard let first = purchases.first, let last = purchases.last else { continue }
            let recent = known.events.filter { $0.day >= day - 30 }
            let recentPurchases = recent.count { $0.kind == .purchase }
            let gap = purchases.count > 1 ? (last.day - first.day) / Double(purchases.count - 1) : day - first.day
            table.append(
                columns.map { column in
                    switch column {
                    case .recency: day - last.day
                    case .frequency: Double(purchases.count)
                    case .monetary: purchases.reduce(0) { $0 + $1.amount } / Double(purchases.count)
                    case .tenure: day - first.day
                    case .interval: gap
                    case .absence: day - (known.events.last?.day ?? last.day)
                    case .recentPurchases: Double(recentPurchases)
                    case .recentVisits: Double(recent.count - recentPurchases)
                    }
                })
            customers.append(history.customer)
        }
        return (table, customers)
    }

    /// Amounts and counts have long tails: their logarithms compare better. What is below 0 (a refund) counts as 0.
    static func compressed(_ table: FeatureTable) -> FeatureTable { table.map { log1p(max(0, $0)) } }
}
