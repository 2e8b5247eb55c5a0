/// Who has the antecedent in the basket has the consequent too (Agrawal, Imieliński and Swami, "Mining Association Rules between
/// Sets of Items in Large Databases", SIGMOD 1993; lift: Brin, Motwani, Ullman and Tsur, SIGMOD 1997, there "interest").
package struct AssociationRule: Hashable, Sendable {
    /// Ascending.
    package let antecedent: [UInt32]
    /// Ascending; nothing of it is in the antecedent.
    package let consequent: [UInt32]
    /// The share of all baskets that have both: P(A ∪ C).
    package let support: Double
    /// The share of the antecedent's baskets that have the consequent too: P(C | A).
    package let confidence: Double
    /// How many times as often the consequent is there as it is anyway: P(C | A) / P(C). 1 says nothing.
    package let lift: Double

    package init(antecedent: [UInt32], consequent: [UInt32], support: Double, confidence: Double, lift: Double) {
        self.antecedent = antecedent
        self.consequent = consequent
        self.support = support
        self.confidence = confidence
        self.lift = lift
    }
}

extension FrequentPatterns {
    /// The rules that hold often enough, those of the greatest lift first, then those of the greatest confidence and support.
    package func rules(_ settings: BasketSettings) -> [AssociationRule] {
        let counts = Dictionary(uniqueKeysWithValues: itemsets.map { ($0.items, $0.count) })
        var rules: [AssociationRule] = []
        for itemset in itemsets where itemset.items.count > 1 {
            // Each part but none and all: a bit of the number for each item.
            for part in 1..<(1 << itemset.items.count) - 1 {
                let chosen = itemset.items.enumerated().filter { part >> $0.offset & 1 == 1 }.map(\.element)
                let rest = itemset.items.enumerated().filter { part >> $0.offset & 1 == 0 }.map(\.element)
                // Every part of a frequent itemset is one.
                guard rest.count <= settings.longestConsequent, let with = counts[chosen], let alone = counts[rest]
                else { continue }
                let confidence = Double(itemset.count) / Double(with)
                guard confidence >= settings.minimumConfidence else { continue }
                rules.append(
                    AssociationRule(
                        antecedent: chosen, consequent: rest, support: Double(itemset.count) / Double(basketCount),
                        confidence: confidence, lift: confidence * Double(basketCount) / Double(alone)))
            }
        }
        return rules.sorted { $0.precedes($1) }
    }
}

extension AssociationRule {
    fileprivate func precedes(_ other: AssociationRule) -> Bool {
        if lift != other.lift { return lift > other.lift }
        if confidence != other.confidence { return confidence > other.confidence }
        if support != other.support { return support > other.support }
        if antecedent != other.antecedent { return antecedent.lexicographicallyPrecedes(other.antecedent) }
        return consequent.lexicographicallyPrecedes(other.consequent)
    }
}
