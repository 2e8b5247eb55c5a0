/// What a model of repeated purchases needs to know of a customer. Purchases of one day count as one.
package struct PurchaseSummary: Hashable, Sendable {
    /// x: how many purchases there were after the first.
    package let repeatCount: Double
    /// tₓ: days from the first purchase to the last.
    package let lastPurchase: Double
    /// T: days from the first purchase to the day as of which it is.
    package let age: Double

    package init(repeatCount: Double, lastPurchase: Double, age: Double) {
        self.repeatCount = repeatCount
        self.lastPurchase = lastPurchase
        self.age = age
    }

    /// Nil for who had not bought before the day.
    package init?(_ history: CustomerHistory, asOf day: Double) {
        let days = Set(history.events.filter { $0.kind == .purchase && $0.day < day }.map { $0.day.rounded(.down) })
        guard let first = days.min(), let last = days.max() else { return nil }
        self.init(repeatCount: Double(days.count - 1), lastPurchase: last - first, age: max(day - first, last - first))
    }
}
