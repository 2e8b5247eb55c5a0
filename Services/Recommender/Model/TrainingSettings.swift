import RecommenderModels

/// How models are trained, and which ones are served.
struct TrainingSettings: Sendable {
    /// Whether functions of a workflow make them, where the workflow is deployed.
    let byWorkflow: Bool
    /// How often they are trained by themselves.
    let every: Duration
    /// Users without whom nothing is trained by itself.
    let minimumUsers: Int
    /// The most interactions, those of the users who were there last.
    let interactionLimit: Int
    /// How models are made of them.
    let recipe: ModelRecipe
    /// The most baskets, the newest ones.
    let basketLimit: Int
    /// The share of interactions that models are judged by, the newest ones.
    let heldOutShare: Double
    /// The share of the present version's NDCG that another may lack and still be served.
    let tolerance: Double
    /// How many versions keep their files besides the one that is served.
    let keptFiles: Int
}
