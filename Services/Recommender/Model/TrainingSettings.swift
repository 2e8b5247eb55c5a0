import RecommenderModels

/// How models are trained, and which ones are served.
struct TrainingSettings: Sendable {
    /// How often they are trained by themselves.
    let every: Duration
    /// Users without whom nothing is trained by itself.
    let minimumUsers: Int
    /// The most interactions, those of the users who were there last.
    let interactionLimit: Int
    /// Neighbours that an item keeps.
    let neighbourCount: Int
    let weighting: ItemWeighting
    /// The items that the linear model knows, those with the most users; 0 for no linear model.
    let linearItems: Int
    let regularization: Double
    let baskets: BasketSettings
    /// The most baskets, the newest ones.
    let basketLimit: Int
    /// The share of interactions that models are judged by, the newest ones.
    let heldOutShare: Double
    /// The share of the present version's NDCG that another may lack and still be served.
    let tolerance: Double
    /// How many versions keep their files besides the one that is served.
    let keptFiles: Int
}
