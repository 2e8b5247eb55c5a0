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
        case .experimentNotFound: .notFound("There is no such experiment.", code: "experiment_not_found")
        case .experimentRuns:
            .conflict("The experiment runs: stop it before you plan it anew.", code: "experiment_runs")
        case .experimentDoesNotRun: .conflict("The experiment has not begun.", code: "experiment_does_not_run")
        case .experimentOverlaps(let other):
            .conflict(
                "The experiment \(other) runs on the same part of the layer: stop it, or take another part.",
                code: "experiment_overlaps")
        case .tooManyExperiments:
            .conflict("There are as many experiments as may be.", code: "too_many_experiments")
        case .userNotFound: .notFound("There is no such user.", code: "user_not_found")
        case .tooManyItems:
            .conflict("There are as many items as may be: raise items.limit.", code: "too_many_items")
        case .invalid(let errors): .validation(errors)
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
