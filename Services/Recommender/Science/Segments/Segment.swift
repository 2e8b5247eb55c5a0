/// A group of customers who are alike.
package struct Segment: Hashable, Sendable, Encodable {
    /// What marks it, in a word or two; no two segments have the same name.
    package let name: String
    /// Of its middle, by the features' names and in their units.
    package let centre: [String: Double]
    package let customerCount: Int
}

/// Names by where a centre lies among all customers, in standard deviations.
struct SegmentNaming {
    private var used: [String: Int] = [:]

    /// - Parameter centre: Standardised, by features.
    mutating func name(_ centre: [CustomerFeature: Double]) -> String {
        func place(_ feature: CustomerFeature) -> Double { centre[feature] ?? 0 }
        let word: String
        if place(.recency) < -0.25, place(.frequency) > 0.5, place(.monetary) > 0.25 {
            word = "champions"
        } else if place(.frequency) > 0.4, place(.recency) < 0.25 {
            word = "loyal"
        } else if place(.recency) > 0.25, place(.frequency) > 0 {
            word = "at risk"
        } else if place(.tenure) < -0.75 {
            word = "new"
        } else if place(.recency) > 0.5 {
            word = "lost"
        } else if place(.monetary) > 0.75 {
            word = "big spenders"
        } else if place(.recentVisits) > 0.5 {
            word = "browsing"
        } else {
            word = "occasional"
        }
        used[word, default: 0] += 1
        let count = used[word] ?? 1
        return count > 1 ? "\(word) \(count)" : word
    }
}
