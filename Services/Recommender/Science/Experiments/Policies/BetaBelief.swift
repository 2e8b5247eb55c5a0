import Glibc

/// What is believed of a chance after some successes and failures: a beta distribution, uniform before the first.
package struct BetaBelief: Hashable, Sendable {
    /// At least 0.
    package var successes: Double
    /// At least 0.
    package var failures: Double

    package init(successes: Double = 0, failures: Double = 0) {
        self.successes = successes
        self.failures = failures
    }

    private var alpha: Double { successes + 1 }
    private var beta: Double { failures + 1 }
    var mean: Double { alpha / (alpha + beta) }
    var deviation: Double { (mean * (1 - mean) / (alpha + beta + 1)).squareRoot() }

    /// The share of it below a value.
    func share(below value: Double) -> Double { IncompleteBeta.value(at: value, alpha, beta) }

    /// How dense it is at a value between 0 and 1.
    func density(at value: Double) -> Double {
        exp(
            LogGamma.value(at: alpha + beta) - LogGamma.value(at: alpha) - LogGamma.value(at: beta)
                + (alpha - 1) * log(value) + (beta - 1) * log1p(-value))
    }
}
