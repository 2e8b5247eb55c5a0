import Glibc
import MeshCore
import ShopScience

/// Customers of two kinds over so many days: a third buys every week or so and may leave for good, the others buy every two months.
/// Everybody looks around before buying.
func randomShop(customers: Int, days: Double, seed: UInt64) -> [ShopEvent] {
    var random = SplitMix64(seed: seed)
    var events: [ShopEvent] = []
    for customer in 0..<UInt32(customers) {
        let isRegular = customer % 3 == 0
        let interval = isRegular ? 8.0 : 50
        let end = isRegular && random.unit() < 0.4 ? days * random.unit() : days
        var day = days / 2 * random.unit()
        while day < end {
            for view in 0..<1 + random.below(3) {
                events.append(ShopEvent(customer: customer, kind: .view, day: max(0, day - 0.01 * Double(view + 1))))
            }
            let amount = isRegular ? 80 + 20 * random.unit() : 20 + 10 * random.unit()
            events.append(ShopEvent(customer: customer, kind: .purchase, day: day, amount: amount))
            day += -log(1 - random.unit()) * interval
        }
    }
    return events
}
