import Glibc

/// When customers buy again: the BG/NBD model (Fader, Hardie and Lee, "“Counting Your Customers” the Easy Way: An Alternative to the
/// Pareto/NBD Model", Marketing Science 24, 2005). While customers are there they buy at a rate of their own, of a gamma distribution
/// over all; after each purchase they may have left, with a chance of their own, of a beta distribution.
package struct PurchaseModel: Hashable, Sendable {
    /// r and α of the rates' gamma distribution; α in days.
    package let r: Double
    package let alpha: Double
    /// a and b of the chances' beta distribution.
    package let a: Double
    package let b: Double

    package init(r: Double, alpha: Double, a: Double, b: Double) {
        self.r = r
        self.alpha = alpha
        self.a = a
        self.b = b
    }

    /// The parameters of the greatest likelihood.
    ///
    /// - Throws: ``ScienceError/tooLittle(of:count:needed:)`` for fewer than 20 customers, or fewer than ten who came back.
    package init(_ summaries: [PurchaseSummary]) throws(ScienceError) {
        guard summaries.count >= 20 else { throw .tooLittle(of: "customers", count: summaries.count, needed: 20) }
        let returned = summaries.count { $0.repeatCount > 0 }
        guard returned >= 10 else { throw .tooLittle(of: "customers who came back", count: returned, needed: 10) }
        // Customers who look alike are reckoned once.
        let groups = Dictionary(grouping: summaries) { $0 }.map { ($0.key, Double($0.value.count)) }
        let meanAge = max(1, Statistics.mean(summaries.map(\.age)))
        let search = SimplexSearch(reach: 0.7, tolerance: 1e-9, roundLimit: 600)
        // The logarithms of the parameters are searched: all are above 0, and α is in the order of the ages. What goes beyond e^±12
        // says that the data do not tell.
        let found = search.minimum(from: [0, log(meanAge) - 2, 0, 1]) { point in
            guard point.allSatisfy({ abs($0) < 12 }) else { return .infinity }
            let model = PurchaseModel(free: point)
            return -groups.reduce(0) { $0 + $1.1 * model.logLikelihood(of: $1.0) } / Double(summaries.count)
        }
        self.init(free: found.point)
    }

    private init(free point: [Double]) {
        self.init(r: exp(point[0]), alpha: exp(point[1]), a: exp(point[2]), b: exp(point[3]))
    }

    /// Equation 6 of the paper, as its authors write it for spreadsheets: without what overflows.
    package func logLikelihood(of customer: PurchaseSummary) -> Double {
        let x = customer.repeatCount
        let rates = LogGamma.value(at: r + x) - LogGamma.value(at: r) + r * log(alpha)
        let chances =
            LogGamma.value(at: a + b) + LogGamma.value(at: b + x) - LogGamma.value(at: b)
            - LogGamma.value(at: a + b + x)
        let there = -(r + x) * log(alpha + customer.age)
        guard x > 0 else { return rates + chances + there }
        let gone = log(a) - log(b + x - 1) - (r + x) * log(alpha + customer.lastPurchase)
        let greater = max(there, gone)
        return rates + chances + greater + log(exp(there - greater) + exp(gone - greater))
    }

    /// How likely a customer has not left (equation 11 of "Computing P(alive) Using the BG/NBD Model", by the same authors, 2008); 1 for who
    /// bought once.
    package func aliveProbability(of customer: PurchaseSummary) -> Double {
        let x = customer.repeatCount
        guard x > 0 else { return 1 }
        let ratio = (r + x) * (log(alpha + customer.age) - log(alpha + customer.lastPurchase))
        return 1 / (1 + a / (b + x - 1) * exp(ratio))
    }

    /// How likely a customer buys within so many days: who is there buys at a rate of the gamma distribution with r + x and α + T,
    /// so nothing for t days with ((α + T) / (α + T + t))^(r + x).
    package func purchaseProbability(of customer: PurchaseSummary, within days: Double) -> Double {
        let age = alpha + customer.age
        return aliveProbability(of: customer) * -expm1((r + customer.repeatCount) * (log(age) - log(age + days)))
    }

    /// In how many days a customer will have bought again with a probability of ½, if not gone: (α + T) (2^(1/(r + x)) − 1).
    package func medianDays(of customer: PurchaseSummary) -> Double {
        (alpha + customer.age) * expm1(M_LN2 / (r + customer.repeatCount))
    }

    /// How many purchases are expected within so many days (equation 10 of the paper).
    package func expectedPurchases(of customer: PurchaseSummary, within days: Double) -> Double {
        // The formula has a − 1 below the line; its limit is as good as the value beside it.
        let a = abs(a - 1) < 1e-6 ? 1 + 1e-6 : a
        let x = customer.repeatCount
        let age = alpha + customer.age
        let series = Self.hypergeometric(r + x, b + x, a + b + x - 1, at: days / (age + days))
        let kept = exp((r + x) * (log(age) - log(age + days)))
        return (a + b + x - 1) / (a - 1) * (1 - kept * series) * aliveProbability(of: customer)
    }

    /// ₂F₁(a, b; c; z) for 0 ≤ z < 1, by its series.
    private static func hypergeometric(_ a: Double, _ b: Double, _ c: Double, at z: Double) -> Double {
        var (term, sum) = (1.0, 1.0)
        for step in 0..<100_000 {
            let k = Double(step)
            term *= (a + k) * (b + k) / ((c + k) * (k + 1)) * z
            sum += term
            if term < 1e-15 * sum { break }
        }
        return sum
    }
}
