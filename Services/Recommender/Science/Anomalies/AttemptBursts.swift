import Glibc

/// Who tries something far more often within a span of time than others do: cards that are tried out, vouchers that are guessed.
///
/// Whoever tries goes on with some chance q, so the number of tries of a span is geometric: P(K ≥ k) = q^(k − 1). q is estimated from the
/// spans that are not called bursts, with one more of each kind than was seen (Laplace's rule of succession), again until no more are called
/// so. A span is one when a set of as many usual ones would hold a larger one with a chance below the significance (Bonferroni).
package struct AttemptBursts: Hashable, Sendable {
    /// A try.
    package struct Attempt: Hashable, Sendable {
        /// Who tried.
        package let payer: String
        /// In milliseconds since 1970.
        package let moment: Int64

        package init(payer: String, moment: Int64) {
            self.payer = payer
            self.moment = moment
        }
    }

    /// The tries of one payer, from one on to the end of a span.
    package struct Burst: Hashable, Sendable {
        package let payer: String
        /// The first try's, in milliseconds since 1970.
        package let moment: Int64
        package let count: Int
        /// How unlikely so many are, as the standard deviations of a normal distribution that are as unlikely.
        package let score: Double
    }

    /// The earliest first.
    package let bursts: [Burst]
    /// The mean of spans that are none.
    package let expected: Double
    /// How many tries each span has, in the order of time.
    let counts: [Int]
    /// Those of `counts` that are bursts.
    let places: Set<Int>

    /// Fewer spans say nothing of what is usual.
    static let leastSpans = 14

    /// - Parameters:
    ///   - attempts: In any order.
    ///   - span: In milliseconds; a payer's next span begins with their first try after it.
    ///   - significance: α: how likely tries that are all usual may be said to have a burst.
    /// - Throws: ``ScienceError`` for fewer than 14 spans, and for settings that are out of bounds.
    package init(
        _ attempts: [Attempt], span: Int64 = 3_600_000, significance: Double = 0.01
    ) throws(ScienceError) {
        guard span > 0 else { throw .invalidSetting(name: "span", reason: "must be more than 0") }
        let spans = Self.spans(of: attempts, span)
        let counts = spans.map(\.count)
        let found = try Self.bursts(among: counts, significance: significance)
        self.counts = counts
        places = found.places
        expected = 1 / (1 - found.goesOn)
        bursts = found.places.sorted().map { place in
            Burst(
                payer: spans[place].payer, moment: spans[place].moment, count: counts[place],
                score: Self.score(Double(counts[place] - 1) * log(found.goesOn)))
        }
    }

    private static func spans(
        of attempts: [Attempt], _ span: Int64
    ) -> [(payer: String, moment: Int64, count: Int)] {
        var spans: [(payer: String, moment: Int64, count: Int)] = []
        /// Where the newest span of each payer stands.
        var newest: [String: Int] = [:]
        for attempt in attempts.sorted(by: { ($0.moment, $0.payer) < ($1.moment, $1.payer) }) {
            if let place = newest[attempt.payer], attempt.moment - spans[place].moment < span {
                spans[place].count += 1
            } else {
                newest[attempt.payer] = spans.count
                spans.append((attempt.payer, attempt.moment, 1))
            }
        }
        return spans
    }

    /// The places of what is a burst, and the chance that a usual payer goes on.
    static func bursts(
        among counts: [Int], significance: Double
    ) throws(ScienceError) -> (places: Set<Int>, goesOn: Double) {
        guard significance > 0, significance < 1 else {
            throw .invalidSetting(name: "significance", reason: "must be more than 0 and less than 1")
        }
        guard counts.count >= leastSpans else {
            throw .tooLittle(of: "spans", count: counts.count, needed: leastSpans)
        }
        var places: Set<Int> = []
        while true {
            let usual = counts.indices.filter { !places.contains($0) }
            let again = usual.reduce(0) { $0 + counts[$1] - 1 }
            let goesOn = Double(again + 1) / Double(again + usual.count + 2)
            let limit = log(significance / Double(counts.count))
            let next = Set(counts.indices.filter { Double(counts[$0] - 1) * log(goesOn) < limit })
            // Without them less is usual, so what was one stays one.
            guard next.count > places.count else { return (places, goesOn) }
            places = next
        }
    }

    /// The z with ln P(Z ≥ z) as given, by ln P = −z²/2 − ln(z √2π) + O(1/z²), which is close where z is above 2.
    private static func score(_ logarithm: Double) -> Double {
        var score = (-2 * logarithm).squareRoot()
        for _ in 0..<20 {
            score = max(1, 2 * (-logarithm - log(score * (2 * Double.pi).squareRoot()))).squareRoot()
        }
        return score
    }
}
