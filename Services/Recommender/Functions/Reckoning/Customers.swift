import MeshCore
import RecommenderModels
import ShopInsights
import ShopScience

/// Customers with an account, and what they bought in the main currency.
struct Customers {
    let names: NameTable
    let histories: [CustomerHistory]
    /// The day from which on nothing is known.
    let end: Double

    private static let day = 86_400_000.0

    init(_ data: ShopData) {
        var names = NameTable()
        let currency = data.sales.mainCurrency
        var events: [ShopEvent] = []
        for sale in data.sales where !sale.isCancelled && sale.currency == currency {
            guard let customer = sale.customer else { continue }
            events.append(
                ShopEvent(
                    customer: names.number(of: customer), kind: .purchase,
                    day: Double(sale.time.milliseconds) / Self.day, amount: Double(sale.total) / 100))
        }
        self.names = names
        histories = CustomerHistory.all(of: events)
        end = Double(data.through.milliseconds) / Self.day
    }
}
