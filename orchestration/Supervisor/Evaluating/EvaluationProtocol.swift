import ArgumentParser
import RecommenderModels

/// What a model is asked to find.
enum EvaluationProtocol: String, CaseIterable, Codable, ExpressibleByArgument {
    case heldOut = "held-out"
    case nextItem = "next-item"
    case coldItems = "cold-items"

    func judge(_ model: any RecommendationModel, on data: EvaluationData, depth: Int) -> RankingMetrics {
        switch self {
        case .heldOut: Evaluation(depth: depth).heldOut(model, users: data.hidden)
        case .coldItems:
            Evaluation(depth: depth).heldOut(model, users: data.cold) { Int($0) >= data.itemCount }
        case .nextItem: Evaluation(depth: depth).nextItem(model, sessions: data.testSessions)
        }
    }

    /// Of how many items coverage is a share.
    func itemCount(of data: EvaluationData) -> Int {
        switch self {
        case .heldOut, .nextItem: data.itemCount
        case .coldItems: data.allItemCount - data.itemCount
        }
    }
}
