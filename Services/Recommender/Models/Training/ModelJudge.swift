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
    /// Items of each model that are fused.
    private static let fused = 60
    /// What a model's list may count beside another's.
    private static let choices = [0, 0.5, 1, 2]

    /// How good the lists of trained models are, fused as they are for an answer.
    package func judge(_ models: TrainedModels) -> ModelFigures? {
        var sheet = ScoreSheet(itemCount: models.itemCount)
        return judge { history in
            Self.first(of: Self.lists(models, after: history, on: &sheet), by: models.weights)
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

    /// The weights by which the lists of models find most (NDCG): one model after the other is weighed while the others stay, the
    /// optional ones beginning with nothing.
    package func weights(of models: TrainedModels) -> BlendWeights {
        var best = BlendWeights(linear: models.linear == nil ? 0 : 1)
        guard !users.isEmpty, models.factors != nil || models.sessions != nil else { return best }
        var sheet = ScoreSheet(itemCount: models.itemCount)
        let all = users.map { Self.lists(models.weighed(.every), after: $0.history, on: &sheet) }
        func gain(_ weights: BlendWeights) -> Double {
            var metrics = RankingMetrics(depth: Self.depth)
            for (lists, user) in zip(all, users) {
                metrics.add(Self.first(of: lists, by: weights), relevant: user.hidden)
            }
            return metrics.ndcg
        }
        var bestGain = gain(best)
        var weighed: [WritableKeyPath<BlendWeights, Double>] = []
        if models.sessions != nil { weighed.append(\.sessions) }
        if models.factors != nil { weighed.append(\.factors) }
        if models.linear != nil { weighed.append(\.linear) }
        for model in weighed {
            for choice in Self.choices where choice != best[keyPath: model] {
                var tried = best
                tried[keyPath: model] = choice
                let found = gain(tried)
                if found > bestGain { (best, bestGain) = (tried, found) }
            }
        }
        return best
    }

    private static func lists(
        _ models: TrainedModels, after history: History, on sheet: inout ScoreSheet
    ) -> [(weight: KeyPath<BlendWeights, Double>, items: [RankedItem])] {
        let asked: [(KeyPath<BlendWeights, Double>, (any RecommendationModel)?)] = [
            (\.neighbours, models.neighbours), (\.linear, models.linear), (\.factors, models.factors),
            (\.sessions, models.sessions),
        ]
        return asked.compactMap { weight, model in
            guard let model, models.weights[keyPath: weight] > 0 else { return nil }
            return (weight, model.recommendations(after: history, count: fused, on: &sheet))
        }
    }

    private static func first(
        of lists: [(weight: KeyPath<BlendWeights, Double>, items: [RankedItem])], by weights: BlendWeights
    ) -> [UInt32] {
        let counted = lists.map { (weight: weights[keyPath: $0.weight], items: $0.items) }.filter { $0.weight > 0 }
        return Array(RankFusion.fuse(counted).prefix(depth).map(\.item))
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

extension BlendWeights {
    /// Every model is asked.
    fileprivate static let every = BlendWeights(neighbours: 1, linear: 1, factors: 1, sessions: 1)
}
