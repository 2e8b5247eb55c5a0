import Glibc
package import MeshCore

/// Counts of things whose weight halves again and again with time: at a moment t, the sum over what was counted of
/// w · 2^−((t − tᵢ) / h).
///
/// It is kept by forward decay (Cormode, Shkapenyuk, Srivastava and Xu, "Forward Decay", ICDE 2009): each weight is raised by
/// 2^((tᵢ − L) / h) over a landmark L, so that nothing is touched when time passes, and the order of what comes in does not
/// matter. The landmark moves on before the numbers get too great. It takes 8 bytes for each number.
package struct DecayedCounts: Sendable {
    /// After how long a weight counts half.
    package let halfLife: Duration
    private var landmark: Timestamp
    private var sums: [Double] = []

    /// The landmark moves after so many half-lives: 2^64 is far from the greatest number, and keeps all bits.
    private static let greatestExponent = 64.0

    /// - Parameters:
    ///   - halfLife: More than zero.
    ///   - landmark: Any moment near those that will be counted.
    package init(halfLife: Duration, landmark: Timestamp) {
        precondition(halfLife > .zero, "counts decay with a half-life of more than zero")
        self.halfLife = halfLife
        self.landmark = landmark
    }

    /// Ids have the numbers below this.
    package var count: Int { sums.count }

    /// Counts something at its time, which may lie before what was counted already.
    package mutating func add(_ weight: Double, to id: UInt32, at time: Timestamp) {
        var exponent = halfLives(from: landmark, to: time)
        if exponent > Self.greatestExponent {
            moveLandmark(to: time, by: exponent)
            exponent = 0
        }
        while sums.count <= Int(id) { sums.append(0) }
        sums[Int(id)] += weight * Self.power(exponent)
    }

    /// The count of an id at a moment.
    package func value(of id: UInt32, at time: Timestamp) -> Double {
        guard Int(id) < sums.count else { return 0 }
        return sums[Int(id)] * Self.power(-halfLives(from: landmark, to: time))
    }

    /// All counts at a moment.
    package func values(at time: Timestamp) -> [Double] {
        let factor = Self.power(-halfLives(from: landmark, to: time))
        return sums.map { $0 * factor }
    }

    private mutating func moveLandmark(to time: Timestamp, by exponent: Double) {
        let factor = Self.power(-exponent)
        for place in sums.indices { sums[place] *= factor }
        landmark = time
    }

    private func halfLives(from start: Timestamp, to end: Timestamp) -> Double {
        Double(end.milliseconds - start.milliseconds) / Double(halfLife.wholeMilliseconds)
    }

    private static func power(_ exponent: Double) -> Double { exp2(exponent) }
}
