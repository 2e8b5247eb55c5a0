/// Ertl's improved raw estimator for HyperLogLog (Otmar Ertl, "New cardinality estimation algorithms for HyperLogLog
/// sketches", 2017, algorithm 6): unbiased from none to 2⁶⁴ without tables.
enum HyperLogLogEstimator {
    /// - Parameter counts: How many registers hold each value from 0 to 64 − precision + 1.
    static func estimate(_ counts: [Int]) -> Double {
        let registerCount = Double(counts.reduce(0, +))
        let last = counts.count - 1
        var sum = registerCount * tau(1 - Double(counts[last]) / registerCount)
        for value in (1..<last).reversed() { sum = 0.5 * (sum + Double(counts[value])) }
        sum += registerCount * sigma(Double(counts[0]) / registerCount)
        return registerCount * registerCount / (2 * naturalLogarithmOfTwo * sum)
    }

    /// Σ x^(2^k)·2^(k−1) beyond x, for registers that are still zero.
    private static func sigma(_ share: Double) -> Double {
        guard share < 1 else { return .infinity }
        var (power, weight, sum) = (share, 1.0, share)
        while true {
            power *= power
            let next = sum + power * weight
            if next == sum { return sum }
            sum = next
            weight += weight
        }
    }

    /// The same for registers that can hold no more.
    private static func tau(_ share: Double) -> Double {
        guard share > 0, share < 1 else { return 0 }
        var (root, weight, sum) = (share, 1.0, 1 - share)
        while true {
            root = root.squareRoot()
            weight *= 0.5
            let next = sum - (1 - root) * (1 - root) * weight
            if next == sum { return sum / 3 }
            sum = next
        }
    }

    private static let naturalLogarithmOfTwo = 0.693_147_180_559_945_3
}
