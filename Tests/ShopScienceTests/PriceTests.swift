import Glibc
import MeshCore
import ShopScience
import Testing

@Suite("Prices")
struct PriceTests {
    /// Sales of a product of some elasticity; the price changes every week or so.
    static func sales(
        elasticity: Double, noise: Double = 0.1, periods: Int = 80, prices: [Double] = [9, 10, 11, 9.5, 10.5],
        last: Double = 10, seed: UInt64 = 1
    ) -> [PricedSales] {
        var random = SplitMix64(seed: seed)
        var price = last
        var sales = (0..<periods).map { period in
            if period % 5 == 0 { price = prices[random.below(prices.count)] }
            let quantity = 50 * pow(price / 10, elasticity) * exp(noise * random.normal() + 0.001 * Double(period))
            return PricedSales(price: price, quantity: quantity)
        }
        sales.append(PricedSales(price: last, quantity: 50))
        return sales
    }

    @Test("The elasticity is found, and the interval holds it", arguments: [-0.5, -1.5, -3])
    func elasticity(truth: Double) throws {
        let curve = try PriceElasticity(Self.sales(elasticity: truth))
        #expect(abs(curve.elasticity - truth) < 0.5)
        #expect(curve.low < truth && truth < curve.high)
        #expect(curve.standardError > 0.05 && curve.standardError < 0.4)
        #expect(abs(curve.trend - 0.001) < 0.002)
        #expect(curve.periodCount == 81)
        #expect(abs(curve.quantity(at: 10, period: 0) - 50) < 5)
    }

    @Test("Demand that hardly answers is worth a greater price, demand that answers strongly a smaller one")
    func advice() throws {
        let guards = try PriceGuards()
        let stiff = try PriceAdvice(Self.sales(elasticity: -0.7), cost: 5, guards: guards)
        let up = try #require(stiff.suggestion)
        #expect(up.price == 11)
        #expect(stiff.refusal == nil)
        #expect(stiff.current.price == 10)
        #expect(up.quantity < stiff.current.quantity)
        #expect((up.margin ?? 0) > (stiff.current.margin ?? 0))
        #expect(isNear(up.revenue, up.price * up.quantity, tolerance: 1e-12))
        let soft = try PriceAdvice(Self.sales(elasticity: -4, noise: 0.05), cost: 5, guards: guards)
        // e / (1 + e) · cost is 6.67, below what the greatest change allows.
        #expect(soft.suggestion.map { isNear($0.price, 9, tolerance: 1e-9) } == true)
        // Within the guards the best price is where the formula has it: 4/3 · 7.2 = 9.6.
        let near = try PriceAdvice(Self.sales(elasticity: -4, noise: 0.02), cost: 7.2, guards: guards)
        #expect(near.suggestion.map { abs($0.price - 9.6) < 0.15 } == true, "\(near)")
        let revenue = try PriceAdvice(
            Self.sales(elasticity: -0.5, noise: 0.05), cost: nil,
            guards: PriceGuards(goal: .revenue, greatestChange: 0.05),
            step: 0.5)
        #expect(revenue.suggestion?.price == 10.5)
        #expect(revenue.suggestion?.margin == nil)
    }

    @Test("Where the data do not tell, nothing is suggested, and the reason is said")
    func refusals() throws {
        let guards = try PriceGuards()
        func refusal(_ sales: [PricedSales], cost: Double? = 5, _ guards: PriceGuards = guards) throws -> String {
            let advice = try PriceAdvice(sales, cost: cost, guards: guards)
            #expect(advice.suggestion == nil)
            return advice.refusal?.description ?? "none"
        }
        #expect(try refusal(Array(Self.sales(elasticity: -2).prefix(10))) == "10 periods with sales, 20 are needed")
        #expect(
            try refusal(Self.sales(elasticity: -2, prices: [9, 10])) == "2 different prices, 3 are needed")
        #expect(try refusal(Self.sales(elasticity: -2, noise: 1.5)).hasPrefix("the elasticity's standard error is"))
        #expect(try refusal(Self.sales(elasticity: 0.8)).hasPrefix("demand may not fall with the price"))
        #expect(try refusal(Self.sales(elasticity: -2), cost: nil) == "the margin needs the cost")
        #expect(try refusal(Self.sales(elasticity: -2), cost: 10.5).hasPrefix("no price that the greatest change"))
        // At −2 and a cost of 5 today's price is the best one there is.
        #expect(try refusal(Self.sales(elasticity: -2, noise: 0.03)).hasPrefix("no change is better"))
        let rare = Self.sales(elasticity: -2) + (0..<20).map { _ in PricedSales(price: 10, quantity: 0) }
        #expect(try refusal(rare) == "nothing was sold in 20 of 101 periods: take longer ones, such as weeks")
        let drift = (0..<40).map { PricedSales(price: 10 * exp(0.01 * Double($0)), quantity: 50 + Double($0 % 3)) }
        #expect(try refusal(drift).hasPrefix("prices changed with time alone"))
        #expect(throws: ScienceError.self) { try PriceAdvice([], cost: 1, guards: guards) }
        #expect(throws: ScienceError.self) {
            try PriceAdvice([PricedSales(price: 0, quantity: 1)], cost: 1, guards: guards)
        }
        #expect(throws: ScienceError.self) { try PriceGuards(greatestChange: 0) }
        #expect(throws: ScienceError.self) { try PriceGuards(leastChange: 0.2) }
    }

    @Test("The margin's floor holds the price up")
    func floor() throws {
        let guards = try PriceGuards(greatestChange: 0.2, marginFloor: 0.25)
        let advice = try PriceAdvice(Self.sales(elasticity: -6, noise: 0.05), cost: 7, guards: guards)
        // 7 / 0.75 is 9.33…; without the floor it would be 8.4.
        #expect(advice.suggestion.map { isNear($0.price, 9.34, tolerance: 1e-9) } == true, "\(advice)")
    }

    @Test("On held-out periods the curve is better than a median that knows no price")
    func backtest() throws {
        let report = try PriceElasticity.backtest(Self.sales(elasticity: -3, noise: 0.05))
        #expect(report.beatsBaseline)
        #expect(report.caseCount == 20)
        #expect(report["RMSE"].map { $0.value < $0.baseline / 2 } == true)
    }
}
