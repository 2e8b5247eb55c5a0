/// How well models find what users dealt with next, among the first ``ModelJudge/depth`` items.
package struct ModelFigures: Codable, Hashable, Sendable {
    package let recall: Double
    package let ndcg: Double
    package let mrr: Double
    /// The share of all items that was recommended to anybody.
    package let coverage: Double
    /// How many users were looked at.
    package let users: Int

    package init(recall: Double, ndcg: Double, mrr: Double, coverage: Double, users: Int) {
        self.recall = recall
        self.ndcg = ndcg
        self.mrr = mrr
        self.coverage = coverage
        self.users = users
    }
}
