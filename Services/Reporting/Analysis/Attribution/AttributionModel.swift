import Foundation
import MeshCore

/// How a conversion's credit is shared among the visits that led to it.
package enum AttributionModel: Hashable, Sendable {
    case first
    case last
    /// To the last visit that came from somewhere; to the last of all when none did.
    case lastNonDirect
    case linear
    /// Shares of the first and the last visit; the rest goes to those between.
    case positionBased(first: Double, last: Double)
    /// Half as much for each such time that a visit lies further back.
    case timeDecay(halfLife: Duration)

    /// 40 % for the first and the last visit each.
    package static let positionBased = AttributionModel.positionBased(first: 0.4, last: 0.4)
    /// A week.
    package static let timeDecay = AttributionModel.timeDecay(halfLife: .seconds(7 * 86_400))

    /// The share of each visit; together 1.
    ///
    /// - Parameters:
    ///   - ages: How long before the conversion each visit began, the oldest first; at least one.
    ///   - isDirect: Whether each came from nowhere.
    func shares(ages: [Duration], isDirect: [Bool]) -> [Double] {
        var shares = [Double](repeating: 0, count: ages.count)
        switch self {
        case .first: shares[0] = 1
        case .last: shares[ages.count - 1] = 1
        case .lastNonDirect: shares[isDirect.lastIndex(of: false) ?? ages.count - 1] = 1
        case .linear: shares = Array(repeating: 1 / Double(ages.count), count: ages.count)
        case .positionBased(let first, let last): shares = Self.byPosition(ages.count, first, last)
        case .timeDecay(let halfLife):
            let weights = ages.map { exp2(-$0.seconds / halfLife.seconds) }
            let sum = weights.reduce(0, +)
            shares = weights.map { $0 / sum }
        }
        return shares
    }

    private static func byPosition(_ count: Int, _ first: Double, _ last: Double) -> [Double] {
        if count == 1 { return [1] }
        // Without any between, the two share all in their proportion.
        if count == 2 { return [first / (first + last), last / (first + last)] }
        let between = (1 - first - last) / Double(count - 2)
        return [first] + Array(repeating: between, count: count - 2) + [last]
    }
}
