import MeshRuntime
import RecommenderModels

/// What may be set about trainings.
enum TrainingKeys {
    private enum Weighting: String, CaseIterable {
        case cosine, bm25
    }

    private enum Maker: String, CaseIterable {
        case workflow, itself
    }

    private static let maker = ConfigurationKey<Maker>.choice(
        "training.by", default: .workflow,
        "Who makes models: functions of the workflow train-recommender, where it is deployed, or this process itself.")
    private static let every = ConfigurationKey.duration(
        "training.every", in: .milliseconds(10)...(.seconds(365 * 86_400)), default: .seconds(6 * 3600),
        "How often models are trained by themselves, if somebody has done something since.")
    private static let users = ConfigurationKey.integer(
        "training.users", in: 1...100_000, default: 20, "Users without whom nothing is trained by itself.")
    // Some 60 bytes each while models are trained.
    private static let interactions = ConfigurationKey.integer(
        "training.interactions", in: 1...100_000_000, default: 2_000_000,
        "Interactions that models are trained with, those of the users who were there last.")
    private static let neighbours = ConfigurationKey.integer(
        "training.neighbours", in: 1...1000, default: 50, "Similar items that each item keeps.")
    private static let weighting = ConfigurationKey<Weighting>.choice(
        "training.weighting", default: .cosine, "How items are compared.")
    // 8 bytes for each pair while it is made, 4 afterwards; time grows with the third power.
    private static let linear = ConfigurationKey.integer(
        "training.linear.items", in: 0...20_000, default: 1000,
        "Items of the linear model (EASE), those with the most users; 0 for none.")
    private static let regularization = ConfigurationKey.number(
        "training.linear.regularization", in: 0.001...1_000_000, default: 100, "Its regularization.")
    // Factors make a training longer, and an answer too if their list is found worth asking.
    private static let factors = ConfigurationKey.integer(
        "training.factors", in: 0...256, default: 0,
        "Factors of implicit ALS, whose part in answers is what finds most of what was held out; 0 for none.")
    // Some 30 bytes for each of up to twenty items of each.
    private static let sessions = ConfigurationKey.integer(
        "training.sessions", in: 0...2_000_000, default: 0,
        "Users whose last items sessions are compared with (VMIS-kNN), likewise; 0 for none.")
    private static let support = ConfigurationKey.number(
        "training.baskets.support", in: 0.000001...1, default: 0.001,
        "The share of baskets in which two items must be to go together.")
    private static let confidence = ConfigurationKey.number(
        "training.baskets.confidence", in: 0...1, default: 0.05,
        "The share of an item's baskets in which the other must be.")
    private static let baskets = ConfigurationKey.integer(
        "training.baskets", in: 1...10_000_000, default: 200_000, "Baskets that are kept, the newest ones.")
    private static let heldOut = ConfigurationKey.number(
        "training.heldOut", in: 0.001...0.5, default: 0.1,
        "The share of interactions, the newest ones, that models are judged by and not trained with.")
    private static let tolerance = ConfigurationKey.number(
        "training.tolerance", in: 0...1, default: 0.02,
        "The share of what is served's NDCG that a new version may lack and still be promoted by itself.")
    private static let kept = ConfigurationKey.integer(
        "training.kept", in: 0...100, default: 3, "Versions that can be promoted again, besides the one that is served."
    )

    static let all: [any AnyConfigurationKey] = [
        factors, sessions, maker, every, users, interactions, neighbours, weighting, linear, regularization, support,
        confidence, baskets,
        heldOut, tolerance, kept,
    ]

    static func settings(_ values: ConfigurationValues) throws -> TrainingSettings {
        // Its bounds are those of the settings.
        _ = try BasketSettings(minimumSupport: values[support], minimumConfidence: values[confidence])
        return TrainingSettings(
            byWorkflow: values[maker] == .workflow, every: values[every], minimumUsers: values[users],
            interactionLimit: values[interactions],
            recipe: ModelRecipe(
                neighbourCount: values[neighbours], comparesByBM25: values[weighting] == .bm25,
                linearItems: values[linear], regularization: values[regularization],
                minimumSupport: values[support], minimumConfidence: values[confidence],
                factorCount: values[factors], sessionCount: values[sessions]),
            basketLimit: values[baskets], heldOutShare: values[heldOut], tolerance: values[tolerance],
            keptFiles: values[kept])
    }
}
