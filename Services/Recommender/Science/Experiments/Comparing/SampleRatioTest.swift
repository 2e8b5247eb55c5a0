import Glibc

/// Whether as many units saw each variant as its weight says: if not, something loses units of one variant more than of another, and no
/// figure of the experiment is to be believed (Fabijan et al., "Diagnosing sample ratio mismatch in online controlled experiments",
/// KDD 2019).
package struct SampleRatioTest: Hashable, Sendable {
    /// Pearson's χ².
    package let statistic: Double
    package let pValue: Double

    /// Below it, a mismatch is spoken of: an alarm in a thousand sound experiments.
    package static let alarm = 0.001

    /// Whether there is a mismatch.
    package var isMismatch: Bool { pValue < Self.alarm }

    /// - Parameters:
    ///   - counts: Units of each variant.
    ///   - weights: As the plan has them; variants of weight 0 are left out.
    /// - Returns: nil where there is nothing to compare.
    package init?(counts: [Double], weights: [Double]) {
        let pairs = zip(counts, weights).filter { $0.1 > 0 }
        let (total, sum) = (pairs.reduce(0) { $0 + $1.0 }, pairs.reduce(0) { $0 + $1.1 })
        guard pairs.count > 1, total > 0 else { return nil }
        statistic = pairs.reduce(0) { result, pair in
            let expected = total * pair.1 / sum
            return result + (pair.0 - expected) * (pair.0 - expected) / expected
        }
        pValue = IncompleteGamma.above(statistic / 2, shape: Double(pairs.count - 1) / 2)
    }
}

/// The regularized incomplete gamma function.
enum IncompleteGamma {
    /// Q(a, x), the share of the gamma distribution of shape a above x: by the series below the mean (Abramowitz and Stegun, 6.5.29),
    /// else by the continued fraction (6.5.31) after Lentz's method.
    static func above(_ x: Double, shape a: Double) -> Double {
        guard x > 0 else { return 1 }
        let front = exp(a * log(x) - x - LogGamma.value(at: a))
        guard x >= a + 1 else {
            var (term, sum, step) = (1 / a, 1 / a, a)
            while term > sum * 1e-16 {
                step += 1
                term *= x / step
                sum += term
            }
            return 1 - front * sum
        }
        var lower = 1 / (x + 1 - a)
        var (upper, fraction) = (1e300, lower)
        for step in 1...10_000 {
            let n = Double(step)
            let numerator = -n * (n - a)
            let denominator = x + 1 - a + 2 * n
            lower = 1 / (denominator + numerator * lower)
            upper = denominator + numerator / upper
            fraction *= upper * lower
            if abs(upper * lower - 1) < 1e-15 { break }
        }
        return front * fraction
    }
}
