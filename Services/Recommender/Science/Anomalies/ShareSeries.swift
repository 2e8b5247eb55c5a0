import Glibc

/// Shares of counts (what was declined, of what was tried) as a series whose values waver alike, however few there were of in a period:
/// 2 √(n + ½) (arcsin √((x + ⅜) / (n + ¾)) − arcsin √p), with p the median of the periods' shares, is close to normal with variance 1 while
/// nothing happens (Anscombe, "The Transformation of Poisson, Binomial and Negative-Binomial Data", Biometrika 35, 1948).
package struct ShareSeries: Hashable, Sendable {
    /// A period.
    package struct Period: Hashable, Sendable {
        package var whole = 0
        /// Of them, those that are what is counted.
        package var part = 0

        package init(whole: Int = 0, part: Int = 0) {
            self.whole = whole
            self.part = part
        }
    }

    /// One for each period; 0 where there was nothing.
    package let values: [Double]
    private let counts: [Period]
    private let middle: Double

    /// - Parameter counts: The oldest period first.
    package init(_ counts: [Period]) {
        let angles = counts.map { Self.angle($0.whole, $0.part) }
        let middle = Statistics.median(counts.indices.filter { counts[$0].whole > 0 }.map { angles[$0] })
        self.counts = counts
        self.middle = middle
        values = counts.indices.map { place in
            counts[place].whole == 0 ? 0 : Self.weight(counts[place].whole) * (angles[place] - middle)
        }
    }

    /// The share of a period, 0 … 1; 0 where there was nothing.
    package func share(_ place: Int) -> Double {
        counts[place].whole == 0 ? 0 : Double(counts[place].part) / Double(counts[place].whole)
    }

    /// The share that a period would have with another value.
    ///
    /// - Parameter value: Of the series.
    package func share(_ place: Int, if value: Double) -> Double {
        let angle = middle + value / Self.weight(counts[place].whole)
        let root = sin(min(Double.pi / 2, max(0, angle)))
        return root * root
    }

    private static func weight(_ whole: Int) -> Double { 2 * (Double(whole) + 0.5).squareRoot() }

    private static func angle(_ whole: Int, _ part: Int) -> Double {
        asin(((Double(part) + 0.375) / (Double(whole) + 0.75)).squareRoot())
    }
}
