import Glibc

/// What a product sells for today, and what would follow from other prices.
struct Market {
    let price: Double
    /// In a period, at that price.
    let quantity: Double
    let cost: Double?
    let guards: PriceGuards

    /// What follows from a price if demand has this elasticity.
    func outcome(at other: Double, elasticity: Double) -> PriceAdvice.Outcome {
        let sold = quantity * pow(other / price, elasticity)
        return PriceAdvice.Outcome(
            price: other, quantity: sold, revenue: other * sold, margin: cost.map { (other - $0) * sold })
    }

    /// Why nothing can be suggested from a curve.
    func refusal(of curve: PriceElasticity) -> PriceAdvice.Refusal? {
        if guards.goal == .margin, cost == nil { return .costUnknown }
        if curve.standardError > guards.greatestStandardError {
            return .uncertain(standardError: curve.standardError, allowed: guards.greatestStandardError)
        }
        return curve.high >= 0 ? .notFalling(high: curve.high) : nil
    }

    /// The price whose least gain is the greatest, of the multiples of a step that the guards allow.
    func best(_ curve: PriceElasticity, step: Double) -> Result<Double, PriceAdvice.Refusal> {
        let floor = cost.map { $0 / (1 - guards.marginFloor) } ?? 0
        let low = max(price * (1 - guards.greatestChange), floor)
        let high = price * (1 + guards.greatestChange)
        guard low <= high else { return .failure(.belowMarginFloor) }
        // No more than a thousand prices are tried, however fine the step is.
        let stride = max(1, ((high - low) / step / 1000).rounded(.up)) * step
        var best: (price: Double, gain: Double)?
        // A limit that is a multiple itself is one, however it was rounded.
        var candidate = (low / step - 1e-6).rounded(.up) * step
        while candidate <= high + step * 1e-6 {
            let change = abs(candidate / price - 1)
            if change >= max(guards.leastChange, 1e-9) {
                let gain = min(gain(at: candidate, curve.low), gain(at: candidate, curve.high))
                if gain > (best?.gain ?? 0) { best = (candidate, gain) }
            }
            candidate += stride
        }
        guard let best else { return .failure(.noSureGain) }
        return .success((best.price / step).rounded() * step)
    }

    private func gain(at other: Double, _ elasticity: Double) -> Double {
        value(outcome(at: other, elasticity: elasticity)) - value(outcome(at: price, elasticity: elasticity))
    }

    private func value(_ outcome: PriceAdvice.Outcome) -> Double {
        switch guards.goal {
        case .margin: outcome.margin ?? 0
        case .revenue: outcome.revenue
        }
    }
}
