import RecommenderModels

/// What is asked for recommendations at a moment: a value, so that an answer is of one piece whatever is exchanged meanwhile.
struct ServedModels: Sendable {
    var shelf = CatalogShelf.empty
    var chart = ItemChart.empty
    /// What may be recommended to Gorse's clients.
    var gorse = GorseShelf.empty
    /// By which some are answered in other ways.
    var experiments = RunningExperiments.none
    /// nil while none was trained.
    var trained: (version: Int64, models: TrainedModels)?

    /// Items that a sheet must have.
    var itemCount: Int { trained?.models.itemCount ?? 0 }
}
