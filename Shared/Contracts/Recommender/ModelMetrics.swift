package import MeshCore

/// How well somebody's next items are found among the first 20, on interactions that no model was trained with.
package struct ModelMetrics: Codable, Sendable, Equatable {
    /// The found share of what came next.
    package var recall: Double
    /// Normalized discounted cumulative gain.
    package var ndcg: Double
    /// The mean of 1 / rank of the first hit.
    package var mrr: Double
    /// The share of all items that was recommended to anybody.
    package var coverage: Double
    /// How many users were looked at.
    package var users: Int64

    package init(recall: Double, ndcg: Double, mrr: Double, coverage: Double, users: Int64) {
        self.recall = recall
        self.ndcg = ndcg
        self.mrr = mrr
        self.coverage = coverage
        self.users = users
    }
}

extension ModelMetrics: Described {
    package static let schema = JSONSchema.object(
        "ModelMetrics", description: "How well somebody's next items are found among the first 20.",
        [
            .required("recall", RecommenderFields.share.describing("The found share of what came next.")),
            .required("ndcg", RecommenderFields.share.describing("Normalized discounted cumulative gain.")),
            .required("mrr", RecommenderFields.share.describing("The mean of 1 / rank of the first hit.")),
            .required(
                "coverage",
                RecommenderFields.share.describing("The share of all items that was recommended to anybody.")),
            .required("users", RecommenderFields.count.describing("How many users were looked at.")),
        ])
}
