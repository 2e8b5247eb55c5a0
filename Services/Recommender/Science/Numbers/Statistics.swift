import Glibc
import MeshCore

/// Means and quantiles of lists of numbers.
enum Statistics {
    /// 0 of none.
    static func mean(_ values: [Double]) -> Double {
        values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
    }

    /// The sum of the squares of the distances from the mean, divided by n − 1; 0 of fewer than two.
    static func variance(_ values: [Double]) -> Double {
        guard values.count > 1 else { return 0 }
        let mean = mean(values)
        return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
    }

    /// 0 of none.
    static func median(_ values: [Double]) -> Double { quantile(0.5, ofSorted: values.sorted()) }

    /// With straight lines between the values (Hyndman and Fan, "Sample Quantiles in Statistical Packages", The American
    /// Statistician 50, 1996, definition 7); 0 of none.
    static func quantile(_ share: Double, ofSorted values: [Double]) -> Double {
        guard let last = values.last else { return 0 }
        let place = share * Double(values.count - 1)
        let below = Int(place)
        guard below + 1 < values.count else { return last }
        return values[below] + (place - Double(below)) * (values[below + 1] - values[below])
    }

    /// The median of the distances from the median, times 1.4826, which is the standard deviation where values are normal
    /// (Rousseeuw and Croux, "Alternatives to the Median Absolute Deviation", JASA 88, 1993); 0 of none.
    static func robustDeviation(_ values: [Double]) -> Double {
        let middle = median(values)
        return 1.482_602_218_505_602 * median(values.map { abs($0 - middle) })
    }

    /// The standard deviation of the values that are no more than three robust deviations from the median, as great as it is where
    /// values are normal (reweighting; Rousseeuw and Leroy, "Robust Regression and Outlier Detection", 1987, section 4.1): as steady as
    /// the standard deviation, and no more moved by outliers than the median's. 0 of none.
    static func reweightedDeviation(_ values: [Double]) -> Double {
        let (middle, reach) = (median(values), 3 * robustDeviation(values))
        // What three deviations of a normal distribution leave has 0.9733 of its variance.
        return (variance(values.filter { abs($0 - middle) <= reach }) / 0.973_337).squareRoot()
    }
}

extension SplitMix64 {
    /// A number of the standard normal distribution (Box and Muller, "A Note on the Generation of Random Normal Deviates",
    /// 1958).
    package mutating func normal() -> Double {
        let radius = (-2 * log(1 - unit())).squareRoot()
        return radius * cos(2 * Double.pi * unit())
    }
}
