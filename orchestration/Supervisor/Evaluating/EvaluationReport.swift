import RecommenderModels

/// How good a model is, with what it was judged by.
struct EvaluationReport: Encodable {
    let model: EvaluatedModel
    let `protocol`: EvaluationProtocol
    /// How many items of each list were looked at.
    let depth: Int
    let users: Int
    let items: Int
    let interactions: Int
    /// How many lists were judged.
    let lists: Int
    let recall: Double
    /// Of min(depth, relevant) instead of all that are relevant.
    let cappedRecall: Double
    let precision: Double
    let hitRate: Double
    let ndcg: Double
    /// With the discount of Järvelin and Kekäläinen, as Serenade prints it.
    let originalNDCG: Double
    let mrr: Double
    let coverage: Double
    let trainSeconds: Double
    let judgeSeconds: Double

    init(
        model: EvaluatedModel, judgement: EvaluationProtocol, data: EvaluationData, metrics: RankingMetrics,
        trainSeconds: Double, judgeSeconds: Double
    ) {
        self.model = model
        self.protocol = judgement
        depth = metrics.depth
        users = data.userCount
        items = data.itemCount
        interactions = data.matrix.entryCount
        lists = metrics.listCount
        recall = metrics.recall
        cappedRecall = metrics.cappedRecall
        precision = metrics.precision
        hitRate = metrics.hitRate
        ndcg = metrics.ndcg
        originalNDCG = metrics.originalNDCG
        mrr = metrics.mrr
        coverage = metrics.coverage(ofItems: judgement.itemCount(of: data))
        self.trainSeconds = trainSeconds
        self.judgeSeconds = judgeSeconds
    }

    /// For people.
    var text: String {
        var rows = [
            ["Recall@\(depth)", Self.four(recall)], ["NDCG@\(depth)", Self.four(ndcg)],
            ["MRR@\(depth)", Self.four(mrr)], ["Coverage@\(depth)", Self.four(coverage)],
        ]
        if self.protocol == .nextItem { rows.insert(["HitRate@\(depth)", Self.four(hitRate)], at: 0) }
        return """
            \(model.rawValue), \(self.protocol.rawValue): \(lists) lists; trained on \(interactions) interactions of \(users) users \
            with \(items) items
            \(TextTable.text(rows))
            trained in \(Self.tenths(trainSeconds)) s, judged in \(Self.tenths(judgeSeconds)) s
            """
    }

    /// With four digits after the point.
    static func four(_ value: Double) -> String {
        let digits = String(Int((value * 10_000).rounded()))
        let padded = String(repeating: "0", count: max(0, 5 - digits.count)) + digits
        return "\(padded.dropLast(4)).\(padded.suffix(4))"
    }

    private static func tenths(_ seconds: Double) -> String {
        let tenths = Int((seconds * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
