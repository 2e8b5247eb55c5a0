import MeshCore
import ShopInsights

/// What was sold of a SKU, day by day without gaps, from its first sale to the end of the data.
struct SKUSales {
    /// A day.
    struct Day {
        var quantity = 0.0
        /// What units cost in the mean, in minor units; the day's before where nothing was sold.
        var price = 0.0
    }

    let sku: String
    /// Of its prices: that of most of its sales.
    let currency: String
    let days: [Day]

    private static let day: Int64 = 86_400_000

    /// The SKUs that were sold at least so often, the ones that were sold most first.
    ///
    /// - Returns: Also how many were left out.
    static func all(of data: ShopData, least: Int, most: Int) -> (products: [SKUSales], leftOut: Int) {
        var lines: [String: [(day: Int64, line: ShopData.Line, currency: String)]] = [:]
        for sale in data.sales where !sale.isCancelled {
            for line in sale.lines where line.quantity > 0 {
                lines[line.sku, default: []].append((sale.time.milliseconds / day, line, sale.currency))
            }
        }
        let enough = lines.filter { $0.value.count >= least }.sorted {
            ($1.value.count, $0.key) < ($0.value.count, $1.key)
        }
        let kept = enough.prefix(most)
        let end = data.through.milliseconds / day
        return (kept.map { SKUSales(sku: $0.key, of: $0.value, until: end) }, lines.count - kept.count)
    }

    private init(sku: String, of lines: [(day: Int64, line: ShopData.Line, currency: String)], until end: Int64) {
        let counts = lines.reduce(into: [String: Int]()) { $0[$1.currency, default: 0] += 1 }
        let currency = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? ""
        let first = lines.map(\.day).min() ?? end
        var days = [Day](repeating: Day(), count: Int(max(0, end - first)))
        var money = [(units: Double, paid: Double)](repeating: (0, 0), count: days.count)
        for (day, line, paidIn) in lines where day < end {
            let place = Int(day - first)
            days[place].quantity += Double(line.quantity)
            guard paidIn == currency else { continue }
            money[place].units += Double(line.quantity)
            money[place].paid += Double(line.quantity * line.unitPrice)
        }
        var price = 0.0
        for place in days.indices {
            if money[place].units > 0 { price = money[place].paid / money[place].units }
            days[place].price = price
        }
        self.sku = sku
        self.currency = currency
        self.days = days
    }
}
