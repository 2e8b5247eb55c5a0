import Glibc

/// A price that is better than today's, or why none is suggested.
package struct PriceAdvice: Hashable, Sendable {
    /// What follows from a price, in a period.
    package struct Outcome: Hashable, Sendable, Encodable {
        package let price: Double
        package let quantity: Double
        package let revenue: Double
        /// (price − cost) · quantity; nil where the cost is not known.
        package let margin: Double?
    }

    /// Why the price stays.
    package enum Refusal: Hashable, Sendable, CustomStringConvertible {
        case tooFewPeriods(Int, needed: Int)
        case tooFewPrices(Int, needed: Int)
        /// Periods without sales have no logarithm, and leaving many of them out makes demand seem stiffer than it is.
        case tooManyEmpty(Int, of: Int)
        /// The prices do not tell the elasticity apart from something else.
        case notIdentified
        case uncertain(standardError: Double, allowed: Double)
        /// Demand does not surely fall when the price rises.
        case notFalling(high: Double)
        case costUnknown
        /// The margin's floor lies above what the change may reach.
        case belowMarginFloor
        /// Nothing within the guards is better for every elasticity that may be true.
        case noSureGain

        package var description: String {
            switch self {
            case .tooFewPeriods(let count, let needed): "\(count) periods with sales, \(needed) are needed"
            case .tooFewPrices(let count, let needed): "\(count) different prices, \(needed) are needed"
            case .tooManyEmpty(let count, let whole):
                "nothing was sold in \(count) of \(whole) periods: take longer ones, such as weeks"
            case .notIdentified: "prices changed with time alone, so their effect cannot be told from the trend"
            case .uncertain(let error, let allowed):
                "the elasticity's standard error is \(rounded(error)), more than \(rounded(allowed))"
            case .notFalling(let high): "demand may not fall with the price: the elasticity may be \(rounded(high))"
            case .costUnknown: "the margin needs the cost"
            case .belowMarginFloor: "no price that the greatest change allows keeps the margin's floor"
            case .noSureGain: "no change is better for every elasticity that may be true"
            }
        }

        private func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
    }

    /// Nil where the data do not even tell that.
    package let elasticity: PriceElasticity?
    /// At today's price: the quantity is the mean of the last quarter of the periods, at most 28.
    package let current: Outcome
    /// At the suggested price; nil when none is.
    package let suggestion: Outcome?
    package let refusal: Refusal?

    /// The best price within the guards: the one whose gain is the greatest when the elasticity is whichever end of its interval is worse.
    ///
    /// - Parameters:
    ///   - sales: By periods, the oldest first; the last price is today's.
    ///   - cost: What one costs the shop; nil when that is not known.
    ///   - step: Prices are multiples of this.
    /// - Throws: ``ScienceError`` for no sales at all, and prices that are none.
    package init(
        _ sales: [PricedSales], cost: Double?, guards: PriceGuards, step: Double = 0.01
    ) throws(ScienceError) {
        guard let last = sales.last else { throw .tooLittle(of: "periods", count: 0, needed: 1) }
        guard sales.allSatisfy({ $0.price > 0 && $0.price.isFinite && $0.quantity >= 0 && $0.quantity.isFinite }) else {
            throw .notFinite("prices above 0 and quantities of 0 and up")
        }
        guard step > 0, step.isFinite else { throw .invalidSetting(name: "price step", reason: "must be more than 0") }
        let recent = sales.suffix(min(28, max(1, sales.count / 4)))
        let market = Market(
            price: last.price, quantity: Statistics.mean(recent.map(\.quantity)), cost: cost, guards: guards)
        let current = market.outcome(at: last.price, elasticity: 0)
        let sold = sales.filter { $0.quantity > 0 }
        let prices = Set(sold.map { ($0.price / step).rounded() })
        let curve: PriceElasticity
        if sold.count < guards.leastPeriods {
            self.init(nil, current, .tooFewPeriods(sold.count, needed: guards.leastPeriods))
            return
        } else if prices.count < guards.leastPrices {
            self.init(nil, current, .tooFewPrices(prices.count, needed: guards.leastPrices))
            return
        } else if Double(sales.count - sold.count) > guards.emptyShare * Double(sales.count) {
            self.init(nil, current, .tooManyEmpty(sales.count - sold.count, of: sales.count))
            return
        }
        do throws(ScienceError) {
            curve = try PriceElasticity(sales)
        } catch .dependentColumns {
            self.init(nil, current, .notIdentified)
            return
        }
        if let refusal = market.refusal(of: curve) {
            self.init(curve, current, refusal)
            return
        }
        switch market.best(curve, step: step) {
        case .success(let price):
            self.init(curve, current, nil, market.outcome(at: price, elasticity: curve.elasticity))
        case .failure(let refusal): self.init(curve, current, refusal)
        }
    }

    private init(
        _ elasticity: PriceElasticity?, _ current: Outcome, _ refusal: Refusal?, _ suggestion: Outcome? = nil
    ) {
        self.elasticity = elasticity
        self.current = current
        self.refusal = refusal
        self.suggestion = suggestion
    }
}

extension PriceAdvice.Refusal: Error {}
