import MeshCore
import RecommenderAPI
import RecommenderModels

/// Makes models of what users did, and judges them beside those that are served.
struct ModelTraining: Sendable {
    let settings: TrainingSettings

    /// Users by whom models are judged at most.
    private static let judges = 5000
    /// What baskets keep for each item.
    private static let partners = 50

    /// What a training has made.
    struct Outcome: Sendable {
        let models: TrainedModels
        let trainedThrough: Timestamp
        let interactions: Int
        let users: Int
        let items: Int
        let metrics: ModelMetrics?
        let present: ModelMetrics?
        let popularity: ModelMetrics?
    }

    /// Trains and judges.
    ///
    /// - Parameters:
    ///   - set: What users did.
    ///   - itemCount: Items have the numbers below this.
    ///   - present: What is served, and until when it was trained: nothing that it was trained with is judged by.
    ///   - goesOn: Whether anybody still waits for it; asked between steps.
    /// - Returns: nil when nobody waits any more.
    /// - Throws: `ModelError`.
    func run(
        _ set: TrainingSet, itemCount: Int, present: (models: TrainedModels, through: Timestamp)?,
        goesOn: () -> Bool
    ) throws -> Outcome? {
        guard let quantile = set.moment(before: settings.heldOutShare) else {
            throw ModelError.invalidSetting(name: "training", reason: "needs interactions, and there are none")
        }
        let through = max(quantile, present?.through ?? quantile)
        let matrix = set.matrix(through: through, itemCount: itemCount, weighed: .byStrength)
        let neighbours = ItemNeighbours(matrix, weighting: settings.weighting, count: settings.neighbourCount)
        guard goesOn() else { return nil }
        let linear = try linear(set, through: through, itemCount: itemCount)
        guard goesOn() else { return nil }
        let baskets =
            set.baskets.isEmpty
            ? BasketPartners() : try BasketPartners(set.baskets, settings: settings.baskets, count: Self.partners)
        guard goesOn() else { return nil }
        let models = TrainedModels(neighbours: neighbours, linear: linear, baskets: baskets)
        let judge = ModelJudge(users: set.judges(after: through, limit: Self.judges), itemCount: itemCount)
        return Outcome(
            models: models, trainedThrough: through, interactions: matrix.entryCount, users: set.users.count,
            items: matrix.columnCounts.count { $0 > 0 }, metrics: judge.judge(models),
            present: present.flatMap { judge.judge($0.models) }, popularity: judge.judge(PopularityModel(matrix)))
    }

    /// Why a training's models are not to be served; nil when they are.
    func objection(to outcome: Outcome, hasPresent: Bool) -> String? {
        guard hasPresent else { return nil }
        guard let own = outcome.metrics, let present = outcome.present else {
            return "nothing has come since the present version was trained by which both could be judged"
        }
        guard own.ndcg < present.ndcg * (1 - settings.tolerance) else { return nil }
        return "NDCG is \(own.ndcg), and that of the present version \(present.ndcg)"
    }

    private func linear(_ set: TrainingSet, through time: Timestamp, itemCount: Int) throws -> EASEModel? {
        guard settings.linearItems > 0 else { return nil }
        let matrix = set.matrix(through: time, itemCount: itemCount, weighed: .equally)
        // The bytes of its inverse and of its weights, for so many items.
        let limit = settings.linearItems * (settings.linearItems + 1) * 8
        return try EASEModel(matrix, regularization: settings.regularization, memoryLimit: limit)
    }
}
