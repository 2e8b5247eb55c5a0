import MeshCore
import RecommenderAPI
import RecommenderModels

/// What a training begins with, and what becomes of what it has made; in between, models are made of the snapshot, by this process
/// or by functions.
struct ModelTraining: Sendable {
    let settings: TrainingSettings

    /// What a training has made.
    struct Outcome: Sendable {
        let models: TrainedModels
        let figures: TrainingFigures
    }

    /// What models are made of.
    ///
    /// - Parameters:
    ///   - set: What users did.
    ///   - itemCount: Items have the numbers below this.
    ///   - present: What is served, and until when it was trained: nothing that it was trained with is judged by.
    /// - Throws: `ModelError` when there is nothing.
    func snapshot(
        of set: TrainingSet, itemCount: Int, present: (version: Int64, through: Timestamp)?
    ) throws(ModelError) -> TrainingSnapshot {
        guard let quantile = set.moment(before: settings.heldOutShare) else {
            throw .invalidSetting(name: "training", reason: "needs interactions, and there are none")
        }
        let head = TrainingSnapshot.Head(
            itemCount: itemCount, through: max(quantile, present?.through ?? quantile), present: present?.version,
            recipe: settings.recipe)
        return TrainingSnapshot(head: head, set: set)
    }

    /// Makes models and judges them, in this process.
    ///
    /// - Parameters:
    ///   - present: What is served.
    ///   - goesOn: Whether anybody still waits for it; asked between steps.
    /// - Returns: nil when nobody waits any more.
    /// - Throws: `ModelError`.
    func run(
        _ snapshot: TrainingSnapshot, present: TrainedModels?, goesOn: () -> Bool
    ) throws(ModelError) -> Outcome? {
        let recipe = snapshot.head.recipe
        let neighbours = recipe.neighbours(snapshot)
        guard goesOn() else { return nil }
        let linear = try recipe.linear(snapshot)
        guard goesOn() else { return nil }
        let factors = try recipe.factors(snapshot)
        guard goesOn() else { return nil }
        let made = TrainedModels(
            neighbours: neighbours, linear: linear, baskets: try recipe.baskets(snapshot), factors: factors,
            sessions: try recipe.sessions(snapshot))
        guard goesOn() else { return nil }
        let models = made.weighed(snapshot.weights(of: made))
        return Outcome(models: models, figures: snapshot.figures(of: models, beside: present))
    }

    /// Why a training's models are not to be served; nil when they are.
    func objection(to figures: TrainingFigures, hasPresent: Bool) -> String? {
        guard hasPresent else { return nil }
        guard let own = figures.own, let present = figures.present else {
            return "nothing has come since the present version was trained by which both could be judged"
        }
        guard own.ndcg < present.ndcg * (1 - settings.tolerance) else { return nil }
        return "NDCG is \(own.ndcg), and that of the present version \(present.ndcg)"
    }
}

extension ModelVersion {
    /// Takes what a training has come to.
    mutating func take(_ figures: TrainingFigures, through time: Timestamp) {
        trainedThrough = time
        interactions = Int64(figures.interactions)
        users = Int64(figures.users)
        items = Int64(figures.items)
        metrics = figures.own.map(ModelMetrics.init)
        present = figures.present.map(ModelMetrics.init)
        popularity = figures.popularity.map(ModelMetrics.init)
    }
}

extension ModelMetrics {
    fileprivate init(_ figures: ModelFigures) {
        self.init(
            recall: figures.recall, ndcg: figures.ndcg, mrr: figures.mrr, coverage: figures.coverage,
            users: Int64(figures.users))
    }
}
