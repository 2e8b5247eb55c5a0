/// What every model is to those who ask it: scores for items after a history. It never changes; a newer one takes its place.
package protocol RecommendationModel: Sendable {
    /// Items have the numbers below this.
    var itemCount: Int { get }

    /// Adds the scores that a history gives to the items that the model can say something of.
    ///
    /// - Parameters:
    ///   - history: Items that the model does not know are passed over.
    ///   - sheet: Of at least `itemCount` items, cleared.
    func score(_ history: History, into sheet: inout ScoreSheet)
}

extension RecommendationModel {
    /// The best items after a history, the best first.
    ///
    /// - Parameters:
    ///   - count: At most how many.
    ///   - known: What becomes of those that stand in the history.
    ///   - sheet: Of at least `itemCount` items; it comes back cleared.
    ///   - isEligible: Whether an item may be in the answer.
    package func recommendations(
        after history: History, count: Int, known: KnownItems = .excluded, on sheet: inout ScoreSheet,
        where isEligible: (UInt32) -> Bool = { _ in true }
    ) -> [RankedItem] {
        let excluded =
            switch known {
            case .excluded: Set(history.items)
            case .lastExcluded: Set(history.items.suffix(1))
            case .included: Set<UInt32>()
            }
        score(history, into: &sheet)
        return sheet.takeBest(count) { !excluded.contains($0) && isEligible($0) }
    }
}
