/// Which itemsets and rules are looked for in baskets.
package struct BasketSettings: Hashable, Sendable {
    /// In which share of all baskets an itemset must be, 0 < … ≤ 1.
    package let minimumSupport: Double
    /// How often, of the baskets with a rule's antecedent, its consequent must be there too, 0 … 1.
    package let minimumConfidence: Double
    /// Of how many items an itemset may consist.
    package let longestItemset: Int
    /// Of how many items a rule's consequent may consist.
    package let longestConsequent: Int
    /// How many itemsets there may be.
    package let itemsetLimit: Int

    /// - Throws: ``ModelError/invalidSetting(name:reason:)``.
    package init(
        minimumSupport: Double, minimumConfidence: Double = 0.2, longestItemset: Int = 6, longestConsequent: Int = 1,
        itemsetLimit: Int = 1_000_000
    ) throws(ModelError) {
        guard minimumSupport > 0, minimumSupport <= 1 else {
            throw .invalidSetting(name: "support", reason: "must be more than 0 and at most 1")
        }
        guard (0...1).contains(minimumConfidence) else {
            throw .invalidSetting(name: "confidence", reason: "must be 0 to 1")
        }
        // A rule is made of each part of an itemset, and of n items there are 2^n.
        guard (1...16).contains(longestItemset) else {
            throw .invalidSetting(name: "longest itemset", reason: "must be 1 to 16")
        }
        guard longestConsequent > 0 else {
            throw .invalidSetting(name: "longest consequent", reason: "must be at least 1")
        }
        self.minimumSupport = minimumSupport
        self.minimumConfidence = minimumConfidence
        self.longestItemset = longestItemset
        self.longestConsequent = longestConsequent
        self.itemsetLimit = itemsetLimit
    }

    /// The smallest number of baskets that is the minimum support of so many.
    func minimumCount(ofBaskets basketCount: Int) -> Int {
        let count = Int((minimumSupport * Double(basketCount)).rounded(.up))
        // The product may have been rounded up over a whole number.
        let isEnough = count > 1 && Double(count - 1) / Double(basketCount) >= minimumSupport
        return max(1, isEnough ? count - 1 : count)
    }
}
