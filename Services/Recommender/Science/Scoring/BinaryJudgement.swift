import Glibc

/// How good probabilities are that were said before it was known what comes.
package struct BinaryJudgement: Hashable, Sendable {
    /// Answers whose probabilities were alike.
    package struct Bin: Hashable, Sendable, Encodable {
        /// The mean of the probabilities.
        package let expected: Double
        /// The share that came true.
        package let observed: Double
        package let count: Int
    }

    package let count: Int
    /// The share that came true.
    package let rate: Double
    /// The area under the receiver's operating characteristic: how often one that came true had the greater probability than one
    /// that did not, ties counting half (Hanley and McNeil, Radiology 143, 1982); ½ where only one answer came.
    package let auc: Double
    /// The mean of −log of the probability of what came.
    package let logLoss: Double
    /// The mean square of the distance (Brier, Monthly Weather Review 78, 1950).
    package let brier: Double
    /// Ten of as many answers each, by ascending probability.
    package let calibration: [Bin]

    /// The mean distance of expected from observed in the bins, weighed by their counts (Naeini, Cooper and Hauskrecht,
    /// AAAI 2015).
    package var calibrationError: Double {
        calibration.reduce(0) { $0 + abs($1.expected - $1.observed) * Double($1.count) } / Double(max(1, count))
    }

    /// - Parameters:
    ///   - probabilities: 0 … 1.
    ///   - answers: What came, one for each.
    package init(_ probabilities: [Double], answers: [Bool]) {
        precondition(probabilities.count == answers.count, "each probability has an answer")
        count = answers.count
        let order = probabilities.indices.sorted { probabilities[$0] < probabilities[$1] }
        let positives = answers.count { $0 }
        rate = answers.isEmpty ? 0 : Double(positives) / Double(answers.count)
        var rankSum = 0.0
        var place = 0
        while place < order.count {
            var end = place
            while end < order.count, probabilities[order[end]] == probabilities[order[place]] { end += 1 }
            // Equal ones share the mean of their ranks.
            let rank = Double(place + 1 + end) / 2
            rankSum += rank * Double(order[place..<end].count { answers[$0] })
            place = end
        }
        let pairs = Double(positives) * Double(answers.count - positives)
        auc = pairs > 0 ? (rankSum - Double(positives) * Double(positives + 1) / 2) / pairs : 0.5
        let certain = 1e-15
        logLoss = Statistics.mean(
            zip(probabilities, answers).map { -log(max(certain, $1 ? $0 : 1 - $0)) })
        brier = Statistics.mean(
            zip(probabilities, answers).map { ($0 - ($1 ? 1 : 0)) * ($0 - ($1 ? 1 : 0)) })
        calibration = (0..<10).compactMap { bin in
            let places = order[order.count * bin / 10..<order.count * (bin + 1) / 10]
            guard !places.isEmpty else { return nil }
            return Bin(
                expected: Statistics.mean(places.map { probabilities[$0] }),
                observed: Double(places.count { answers[$0] }) / Double(places.count), count: places.count)
        }
    }
}
