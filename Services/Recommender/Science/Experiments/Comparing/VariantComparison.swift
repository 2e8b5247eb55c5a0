import Glibc

/// How a variant differs from the control, in one figure.
///
/// Intervals and the p-value are of a fixed horizon: they hold for who looks once, when the experiment has ended as it was planned.
/// ``anytime`` holds for who looks whenever they like.
package struct VariantComparison: Hashable, Sendable {
    /// The variant's figure less the control's.
    package let difference: Double
    package let interval: ConfidenceInterval
    /// The difference as a share of the control's figure; nil while one of both is 0.
    package let relative: Double?
    /// By the delta method on the logarithm of the ratio.
    package let relativeInterval: ConfidenceInterval?
    /// How probable as great a difference would be if there were none; two-sided.
    package let pValue: Double
    /// The interval that holds at all times at once: the asymptotic confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy and
    /// Ramdas, "Time-uniform central limit theory and asymptotic confidence sequences" (2021), theorem 2.2, tightest at
    /// ``anytimeUnits`` units.
    package let anytime: ConfidenceInterval

    /// For how many units of both together ``anytime`` is tightest.
    package static let anytimeUnits = 1000.0

    /// A figure of one side, and the variance of its estimate.
    private struct Side {
        let mean: Double
        let variance: Double
    }

    /// Compares the shares of units with an outcome: Newcombe's hybrid score interval ("Interval estimation for the difference between
    /// independent proportions", 1998, method 10), and the pooled z test.
    ///
    /// - Returns: nil while a side has no two units.
    package static func conversion(
        _ variant: UnitTotals, _ control: UnitTotals, confidence: Double = 0.95
    ) -> VariantComparison? {
        guard let quantile = normal(confidence), variant.units >= 2, control.units >= 2 else { return nil }
        let (one, other) = (variant.conversion, control.conversion)
        let (upper, lower) = (
            wilson(one, variant.units, quantile), wilson(other, control.units, quantile)
        )
        let interval = ConfidenceInterval(
            low: one - other - (square(one - upper.low) + square(lower.high - other)).squareRoot(),
            high: one - other + (square(upper.high - one) + square(other - lower.low)).squareRoot())
        let pooled = (variant.convertedUnits + control.convertedUnits) / (variant.units + control.units)
        let error = (pooled * (1 - pooled) * (1 / variant.units + 1 / control.units)).squareRoot()
        return VariantComparison(
            Side(mean: one, variance: one * (1 - one) / variant.units),
            Side(mean: other, variance: other * (1 - other) / control.units), interval: interval,
            pValue: twoSided((one - other) / error), quantile: quantile, confidence, variant.units + control.units)
    }

    /// Compares the shares of exposures with an outcome. Exposures of one unit depend on each other, so the variance is that between
    /// units (the delta method for a ratio of sums, which is the variance that is robust to clusters, without a correction for
    /// their number; Liang and Zeger, 1986).
    ///
    /// - Returns: nil while a side has no two units.
    package static func rate(
        _ variant: UnitTotals, _ control: UnitTotals, confidence: Double = 0.95
    ) -> VariantComparison? {
        guard let quantile = normal(confidence), variant.units >= 2, control.units >= 2 else { return nil }
        let sides = [variant, control].map { totals in
            let rate = totals.rate
            let squares =
                totals.outcomeSquares - 2 * rate * totals.products + rate * rate * totals.exposureSquares
            return Side(mean: rate, variance: max(0, squares) / square(totals.exposures))
        }
        let error = (sides[0].variance + sides[1].variance).squareRoot()
        let difference = sides[0].mean - sides[1].mean
        return VariantComparison(
            sides[0], sides[1],
            interval: ConfidenceInterval(low: difference - quantile * error, high: difference + quantile * error),
            pValue: twoSided(difference / error), quantile: quantile, confidence, variant.units + control.units)
    }

    /// Compares the means of units' outcomes: Welch's t interval and test ("The generalization of Student's problem when several
    /// different population variances are involved", 1947).
    ///
    /// - Returns: nil while a side has no two units.
    package static func perUnit(
        _ variant: UnitTotals, _ control: UnitTotals, confidence: Double = 0.95
    ) -> VariantComparison? {
        guard let quantile = normal(confidence), variant.units >= 2, control.units >= 2 else { return nil }
        let sides = [variant, control].map { totals in
            let mean = totals.perUnit
            let deviation = max(0, totals.outcomeSquares - totals.units * mean * mean) / (totals.units - 1)
            return Side(mean: mean, variance: deviation / totals.units)
        }
        let variance = sides[0].variance + sides[1].variance
        let error = variance.squareRoot()
        let difference = sides[0].mean - sides[1].mean
        guard error > 0 else {
            return VariantComparison(
                sides[0], sides[1], interval: ConfidenceInterval(low: difference, high: difference),
                pValue: twoSided(difference / error), quantile: quantile, confidence, variant.units + control.units)
        }
        let freedom =
            square(variance)
            / (square(sides[0].variance) / (variant.units - 1) + square(sides[1].variance) / (control.units - 1))
        let student = StudentDistribution(degreesOfFreedom: freedom)
        let width = student.quantile(0.5 + confidence / 2) * error
        return VariantComparison(
            sides[0], sides[1],
            interval: ConfidenceInterval(low: difference - width, high: difference + width),
            pValue: 2 * student.share(below: -abs(difference / error)), quantile: quantile, confidence,
            variant.units + control.units)
    }

    private init(
        _ variant: Side, _ control: Side, interval: ConfidenceInterval, pValue: Double, quantile: Double,
        _ confidence: Double, _ units: Double
    ) {
        difference = variant.mean - control.mean
        self.interval = interval
        self.pValue = pValue
        if variant.mean > 0, control.mean > 0 {
            let ratio = variant.mean / control.mean
            let spread =
                (variant.variance / Self.square(variant.mean) + control.variance / Self.square(control.mean))
                .squareRoot()
            relative = ratio - 1
            relativeInterval = ConfidenceInterval(
                low: ratio * exp(-quantile * spread) - 1, high: ratio * exp(quantile * spread) - 1)
        } else {
            relative = nil
            relativeInterval = nil
        }
        let width =
            (variant.variance + control.variance).squareRoot() * Self.boundary(units: units, error: 1 - confidence)
        anytime = ConfidenceInterval(low: difference - width, high: difference + width)
    }

    /// How many standard errors wide a confidence sequence is to each side at so many units.
    private static func boundary(units: Double, error: Double) -> Double {
        let most = -2 * log(error)
        let mixture = units * (most + log(most) + 1) / anytimeUnits
        return (2 * (mixture + 1) / mixture * log((mixture + 1).squareRoot() / error)).squareRoot()
    }

    /// Wilson's score interval of a proportion.
    private static func wilson(_ share: Double, _ count: Double, _ quantile: Double) -> ConfidenceInterval {
        let square = quantile * quantile
        let middle = share + square / (2 * count)
        let width = quantile * ((share * (1 - share) + square / (4 * count)) / count).squareRoot()
        return ConfidenceInterval(
            low: (middle - width) / (1 + square / count), high: (middle + width) / (1 + square / count))
    }

    /// A side that varies not at all, as no outcome anywhere, tells of no difference.
    private static func twoSided(_ score: Double) -> Double {
        score.isNaN ? 1 : 2 * NormalDistribution.share(below: -abs(score))
    }

    private static func normal(_ confidence: Double) -> Double? {
        confidence > 0 && confidence < 1 ? NormalDistribution.quantile(0.5 + confidence / 2) : nil
    }

    private static func square(_ value: Double) -> Double { value * value }
}
