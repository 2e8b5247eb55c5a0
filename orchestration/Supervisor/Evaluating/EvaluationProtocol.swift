import ArgumentParser
import RecommenderModels

/// What a model is asked to find.
enum EvaluationProtocol: String, CaseIterable, Codable, ExpressibleByArgument {
    case heldOut = "held-out"
    case nextItem = "next-item"

    func judge(_ model: any RecommendationModel, on data: EvaluationData, depth: Int) -> RankingMetrics {
        switch self {
        case .heldOut: Evaluation(depth: depth).heldOut(model, users: data.hidden)
        case .nextItem: Evaluation(depth: depth).nextItem(model, sessions: data.testSessions)
        }
    }
}
