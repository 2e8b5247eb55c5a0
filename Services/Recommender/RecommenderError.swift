import MeshCore

/// Everything that can go wrong in the recommender, apart from what the store says.
enum RecommenderError: Error, Equatable {
    /// Nobody has heard of the item.
    case itemNotFound
    /// There is no such version of the models.
    case modelNotFound
    /// A version has nothing that could be served.
    case modelNotServable
    /// No run of insights has this name, or none has been finished yet.
    case runNotFound
    /// A run that is over takes nothing more.
    case runIsOver
    /// A run has found nothing of this.
    case insightNotFound
    /// A version is not being trained by a workflow.
    case notTraining
    /// There is no price to be accepted.
    case nothingSuggested
    /// As many trainings wait as may.
    case trainingWaits
    /// There is no such experiment.
    case experimentNotFound
    /// An experiment that runs is not planned in another way.
    case experimentRuns
    /// An experiment that never ran cannot be stopped.
    case experimentDoesNotRun
    /// Another experiment that runs has the same part of the layer.
    case experimentOverlaps(String)
    /// There are as many experiments as may be.
    case tooManyExperiments
    /// Gorse's clients have put in no such user.
    case userNotFound
    /// There are as many items as may be.
    case tooManyItems
    /// Fields of a request break their rules.
    case invalid([FieldError])
    /// Who asks may not ask for somebody else.
    case notYours
    /// What is served is not in memory yet.
    case notFilled
    /// The log holds less than was read of it already: it is another one.
    case logIsShorter(partition: Int)
    /// The file of a version is gone, or not what it was.
    case modelDamaged(version: Int64)
}
