import RecommenderModels

/// What is asked for recommendations at a moment: a value, so that an answer is of one piece whatever is exchanged meanwhile.
struct ServedModels: Sendable {
    var shelf = CatalogShelf.empty
    var chart = ItemChart.empty
    /// What is popular in segments.
    var audiences: [Audience: AudienceChart] = [:]
    /// What products are; nil until the catalog has told.
    var content: ContentModel?
    /// What may be recommended to Gorse's clients.
    var gorse = GorseShelf.empty
    /// By which some are answered in other ways.
    var experiments = RunningExperiments.none
    /// nil while none was trained.
    var trained: (version: Int64, models: TrainedModels)?

    /// What is popular in a segment; among all without one.
    func popular(in audience: Audience?) -> MergedRanking {
        guard let own = audience.flatMap({ audiences[$0] }) else { return MergedRanking(chart.popular) }
        return own.merged(own.popular, into: chart.popular)
    }

    /// What is trending in a segment; among all without one.
    func trending(in audience: Audience?) -> MergedRanking {
        guard let own = audience.flatMap({ audiences[$0] }) else { return MergedRanking(chart.trending) }
        return own.merged(own.trending, into: chart.trending)
    }

    /// Items that a sheet must have.
    var itemCount: Int { max(trained?.models.itemCount ?? 0, content?.itemCount ?? 0) }
}
