import Glibc
import MeshCore
import ShopFunctions
import ShopInsights

/// A year and more of a shop: some customers come every week until they leave, others now and then; one SKU's demand falls when its
/// price rises, which it did every ten days; on one day nearly everybody's order is called off.
func demoHistory(days: Int64 = 280, customers: Int = 90, seed: UInt64 = 7) -> ShopData {
    var random = SplitMix64(seed: seed)
    let day: Int64 = 86_400_000
    let start = Timestamp("2026-01-05T00:00:00Z")?.milliseconds ?? 0
    let prices: [Int64] = [1900, 2100, 1750, 2300, 2000]
    var sales: [ShopData.Sale] = []
    for number in 0..<days {
        let price = prices[Int(number / 10) % prices.count]
        let demand = 20 * pow(Double(price) / 2000, -2.5) * (number % 7 < 5 ? 1 : 1.6)
        let count = Int(demand * (0.8 + 0.4 * random.unit()))
        for place in 0..<max(1, count) {
            let customer = random.below(customers)
            let leaves = Double(days) * (0.2 + 0.5 * Double(customer % 30) / 30)
            let isGone = customer % 3 == 0 && Double(number) > leaves
            let units = Int64(1 + random.below(2))
            let time = Timestamp(milliseconds: start + number * day + Int64(place) * 60_000)
            var lines = [ShopData.Line(sku: "MUG", quantity: units, unitPrice: price)]
            if random.unit() < 0.3 { lines.append(ShopData.Line(sku: "TEA", quantity: 1, unitPrice: 500)) }
            sales.append(
                ShopData.Sale(
                    order: "ord_\(number)_\(place)", customer: isGone ? nil : "acc_\(customer)", time: time,
                    isCancelled: number == 200 ? place > 1 : random.unit() < 0.03,
                    total: lines.reduce(0) { $0 + $1.quantity * $1.unitPrice }, currency: "EUR", lines: lines))
        }
    }
    let end = start + days * day
    return ShopData(
        through: Timestamp(milliseconds: end), sales: sales, stock: ["MUG": 40, "TEA": 100_000],
        metrics: ShopMetrics.ofSales(sales, through: end))
}

/// Attempts to pay of 70 days: one in ten is declined, and then mostly tried again; on one day most are. Somebody tries 14 times within an
/// hour, and one attempt is of 80,000 EUR.
func demoPayments(days: Int64 = 70, seed: UInt64 = 5) -> ShopData {
    var random = SplitMix64(seed: seed)
    let day: Int64 = 86_400_000
    let start = Timestamp("2026-01-05T00:00:00Z")?.milliseconds ?? 0
    var payments: [ShopData.Payment] = []
    func add(_ attempt: String, _ payer: String, _ time: Int64, _ amount: Int64, isDeclined: Bool) {
        payments.append(
            ShopData.Payment(
                attempt: attempt, payer: payer, time: Timestamp(milliseconds: time), isPaid: !isDeclined,
                isDeclined: isDeclined, amount: amount, currency: "EUR"))
    }
    for number in 0..<days {
        for place in 0..<(15 + random.below(10)) {
            let time = start + number * day + Int64(place) * 2_000_000
            let amount = Int64(2000 * exp(0.5 * random.unit() + 0.5 * random.unit()))
            let payer = "acc_\(random.below(5000))"
            var tries: Int64 = 0
            repeat {
                let isDeclined = random.unit() < (number == 60 ? 0.8 : 0.1)
                add(
                    "chk_\(number)_\(place)_\(tries)", payer, time + tries * 60_000, amount, isDeclined: isDeclined)
                tries += 1
                guard isDeclined, random.unit() < 0.6 else { break }
            } while tries < 3
        }
    }
    for place in 0..<14 {
        add("chk_t\(place)", "acc_tester", start + 40 * day + Int64(place) * 120_000, 2900, isDeclined: place % 2 == 0)
    }
    add("chk_huge", "acc_huge", start + 45 * day, 8_000_000, isDeclined: true)
    payments.sort { $0.time < $1.time }
    return ShopData(
        through: Timestamp(milliseconds: start + days * day), sales: [], payments: payments, stock: [:],
        metrics: [])
}
