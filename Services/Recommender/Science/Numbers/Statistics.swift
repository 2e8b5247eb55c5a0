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
}

extension SplitMix64 {
    /// A number of the standard normal distribution (Box and Muller, "A Note on the Generation of Random Normal Deviates",
    /// 1958).
    package mutating func normal() -> Double {
        let radius = (-2 * log(1 - unit())).squareRoot()
        return radius * cos(2 * Double.pi * unit())
    }
}
