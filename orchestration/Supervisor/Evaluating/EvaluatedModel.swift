import ArgumentParser
import RecommenderModels

/// A model by its name.
enum EvaluatedModel: String, CaseIterable, Codable, ExpressibleByArgument {
    case popularity, cosine, bm25, ease, als, vmis, content

    /// - Throws: ``ModelError``.
    func train(
        on data: EvaluationData, _ settings: ModelSettings
    ) throws(ModelError) -> any RecommendationModel {
        switch self {
        case .popularity: PopularityModel(data.matrix)
        case .cosine: ItemNeighbours(data.matrix, weighting: .cosine, count: settings.neighbours)
        case .bm25: ItemNeighbours(data.matrix, weighting: .bm25, count: settings.neighbours)
        case .ease:
            try EASEModel(
                data.matrix, regularization: settings.regularization ?? 500, memoryLimit: settings.memory << 20)
        case .als:
            try ALSModel(
                data.matrix,
                configuration: ALSConfiguration(
                    factorCount: settings.factors, regularization: settings.regularization ?? 0.01,
                    alpha: settings.alpha, roundCount: settings.rounds,
                    solver: settings.steps > 0 ? .conjugateGradient(steps: settings.steps) : .cholesky,
                    seed: settings.seed))
        case .content:
            ContentModel(data.contents, isSublinear: !settings.plainCounts)
        case .vmis:
            SessionNeighbours(
                data.sessions, itemCount: data.itemCount,
                configuration: try VMISConfiguration(
                    recentSessionCount: settings.sessions, neighbourCount: settings.nearest,
                    lastItemCount: settings.lastItems, longestSession: settings.longestSession))
        }
    }
}
