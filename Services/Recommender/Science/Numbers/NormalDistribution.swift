import Glibc

/// The standard normal distribution.
enum NormalDistribution {
    /// The share of it below a value.
    static func share(below value: Double) -> Double { 0.5 * erfc(-value / 2.0.squareRoot()) }

    /// The value with so great a share below it, 0 < share < 1.
    static func quantile(_ share: Double) -> Double {
        precondition(share > 0 && share < 1, "only inner shares have a quantile")
        return Bisection.root(from: -40, to: 40) { Self.share(below: $0) - share }
    }
}

/// Roots of increasing functions.
enum Bisection {
    /// Where an increasing function passes 0, to the precision of the machine; an end where it does not.
    static func root(from start: Double, to end: Double, of function: (Double) -> Double) -> Double {
        var (low, high) = (start, end)
        while true {
            let middle = low + (high - low) / 2
            guard middle > low, middle < high else { return middle }
            if function(middle) < 0 { low = middle } else { high = middle }
        }
    }
}
