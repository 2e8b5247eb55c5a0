/// Judges a model by what it was not trained with. All items are ranked, none are sampled: sampled metrics need not agree with
/// these on which model is better (Krichene and Rendle, "On Sampled Metrics for Item Recommendation", KDD 2020).
package struct Evaluation: Sendable {
    /// How many items each list has.
    package let depth: Int

    package init(depth: Int) {
        self.depth = depth
    }

    /// Hides some items of each user: the model is given the others, and all hidden ones are relevant.
    ///
    /// - Parameters:
    ///   - users: What each is known by, and what was hidden; users without anything hidden are passed over.
    ///   - isEligible: Whether an item may be in a list.
    package func heldOut(
        _ model: some RecommendationModel, users: [(history: History, hidden: [UInt32])],
        where isEligible: (UInt32) -> Bool = { _ in true }
    ) -> RankingMetrics {
        var metrics = RankingMetrics(depth: depth)
        var sheet = ScoreSheet(itemCount: model.itemCount)
        for user in users where !user.hidden.isEmpty {
            let list = model.recommendations(after: user.history, count: depth, on: &sheet, where: isEligible)
            metrics.add(list.map(\.item), relevant: user.hidden)
        }
        return metrics
    }

    /// Follows sessions item by item: at each place the model is given what came before, all that follows is relevant, and the
    /// very next item is what hit rate and reciprocal rank look at (as Serenade is evaluated, SIGMOD 2022, section 5.1). Only the
    /// session's last item is not recommended again.
    package func nextItem(_ model: some RecommendationModel, sessions: [[UInt32]]) -> RankingMetrics {
        var metrics = RankingMetrics(depth: depth)
        var sheet = ScoreSheet(itemCount: model.itemCount)
        for session in sessions {
            for place in session.indices.dropFirst() {
                let list = model.recommendations(
                    after: History(Array(session[..<place])), count: depth, known: .lastExcluded, on: &sheet)
                metrics.add(list.map(\.item), relevant: Array(session[place...]), next: session[place])
            }
        }
        return metrics
    }
}
