/// Judges what is served by what it was not trained with.
package struct ModelJudge: Sendable {
    /// What each is known by, and what is to be found.
    private let users: [(history: History, hidden: [UInt32])]
    private let itemCount: Int

    /// - Parameters:
    ///   - users: What each is known by, and what is to be found.
    ///   - itemCount: Of how many items coverage is a share.
    package init(users: [(history: History, hidden: [UInt32])], itemCount: Int) {
        self.users = users
        self.itemCount = itemCount
    }

    /// Items that a list has.
    package static let depth = 20

    /// How good the lists of trained models are, fused as they are for an answer.
    package func judge(_ models: TrainedModels) -> ModelFigures? {
        var sheet = ScoreSheet(itemCount: models.itemCount)
        return judge { history in
            var lists = [
                (weight: 1.0, items: models.neighbours.recommendations(after: history, count: 60, on: &sheet))
            ]
            if let linear = models.linear {
                lists.append((1, linear.recommendations(after: history, count: 60, on: &sheet)))
            }
            return Array(RankFusion.fuse(lists).prefix(Self.depth).map(\.item))
        }
    }

    /// How good the most popular items are for everybody.
    package func judge(_ popularity: PopularityModel) -> ModelFigures? {
        var sheet = ScoreSheet(itemCount: popularity.itemCount)
        // The same for all, but for what each has.
        let most = (users.map(\.history.items.count).max() ?? 0) + Self.depth
        let ranking = popularity.recommendations(after: History([]), count: most, on: &sheet).map(\.item)
        return judge { history in
            let known = Set(history.items)
            return Array(ranking.lazy.filter { !known.contains($0) }.prefix(Self.depth))
        }
    }

    private func judge(_ list: (History) -> [UInt32]) -> ModelFigures? {
        guard !users.isEmpty else { return nil }
        var metrics = RankingMetrics(depth: Self.depth)
        for user in users { metrics.add(list(user.history), relevant: user.hidden) }
        return ModelFigures(
            recall: metrics.recall, ndcg: metrics.ndcg, mrr: metrics.mrr,
            coverage: metrics.coverage(ofItems: itemCount), users: users.count)
    }
}
