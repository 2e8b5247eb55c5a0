import Glibc

/// Student's t distribution.
struct StudentDistribution {
    /// More than 0.
    let degreesOfFreedom: Double

    /// The share of it below a value: by the incomplete beta function (Abramowitz and Stegun, 26.7.1).
    func share(below value: Double) -> Double {
        let square = value * value
        let whole = degreesOfFreedom + square
        // Of both forms, the one whose number is not near 1 keeps its digits.
        let tail =
            square < degreesOfFreedom
            ? 0.5 - IncompleteBeta.value(at: square / whole, 0.5, degreesOfFreedom / 2) / 2
            : IncompleteBeta.value(at: degreesOfFreedom / whole, degreesOfFreedom / 2, 0.5) / 2
        return value > 0 ? 1 - tail : tail
    }

    /// The value with so great a share below it, 0 < share < 1.
    func quantile(_ share: Double) -> Double {
        precondition(share > 0 && share < 1, "only inner shares have a quantile")
        // The tail is what keeps its digits: a quantile above is that below, with the other sign.
        guard share <= 0.5 else { return -quantile(1 - share) }
        return Bisection.root(from: -1e8, to: 0) { self.share(below: $0) - share }
    }
}

/// The regularized incomplete beta function.
enum IncompleteBeta {
    /// I_x(a, b), by the continued fraction (Abramowitz and Stegun, 26.5.8) after Lentz's method.
    static func value(at x: Double, _ a: Double, _ b: Double) -> Double {
        guard x > 0 else { return 0 }
        guard x < 1 else { return 1 }
        // The fraction converges fast below the mean only; I_x(a, b) = 1 − I_{1−x}(b, a). At the mean both do.
        return x < (a + 1) / (a + b + 2) ? fraction(at: x, a, b) : 1 - fraction(at: 1 - x, b, a)
    }

    private static func fraction(at x: Double, _ a: Double, _ b: Double) -> Double {
        let front =
            exp(
                LogGamma.value(at: a + b) - LogGamma.value(at: a) - LogGamma.value(at: b)
                    + a * log(x) + b * log1p(-x)) / a
        let tiny = 1e-300
        var upper = 1.0
        var lower = 1 - (a + b) * x / (a + 1)
        lower = 1 / (abs(lower) < tiny ? tiny : lower)
        var fraction = lower
        for step in 1...500 {
            let m = Double(step)
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            var change = 1.0
            for term in [even, odd] {
                lower = 1 + term * lower
                upper = 1 + term / upper
                lower = 1 / (abs(lower) < tiny ? tiny : lower)
                if abs(upper) < tiny { upper = tiny }
                change = upper * lower
                fraction *= change
            }
            if abs(change - 1) < 1e-15 { break }
        }
        return front * fraction
    }
}

/// The logarithm of the gamma function.
enum LogGamma {
    /// At a number above 0. The one of the C library that keeps the sign in a variable of the process is not used.
    static func value(at x: Double) -> Double {
        var sign: Int32 = 0
        return unsafe lgamma_r(x, &sign)
    }
}
