import HTTPTypes
import MeshCore
import MeshRuntime

/// The one place where the errors of the recommender become answers.
extension RecommenderError: ProblemConvertible {
    var problem: Problem {
        switch self {
        case .itemNotFound: .notFound("There is no such item.", code: "item_not_found")
        case .modelNotFound: .notFound("There is no such version of the models.", code: "model_not_found")
        case .modelNotServable:
            .conflict("Only a version that was trained can be promoted.", code: "model_not_servable")
        case .trainingWaits: .conflict("A training waits already, or goes on.", code: "training_waits")
        case .runNotFound: .notFound("There is no such run, or none has been finished yet.", code: "run_not_found")
        case .runIsOver: .conflict("The run is over.", code: "run_is_over")
        case .insightNotFound: .notFound("The run has found nothing of this.", code: "insight_not_found")
        case .nothingSuggested: .conflict("No price is suggested: see refusal.", code: "nothing_suggested")
        case .notTraining:
            .conflict("No workflow trains this version: it is finished, or given up.", code: "not_training")
        case .notYours: .forbidden("Only administrators ask for others.")
        case .notFilled: .unavailable("What is served is not in memory yet.")
        case .logIsShorter(let partition):
            .unavailable("The log of partition \(partition) is shorter than what was read of it.")
        case .modelDamaged(let version): .unavailable("The file of version \(version) is damaged.")
        }
    }

    var problemHeaders: HTTPFields { [:] }
}
