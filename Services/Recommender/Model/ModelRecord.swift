import RecommenderAPI

/// A version of the models as it is kept.
struct ModelRecord: Sendable {
    /// What is told of it.
    let document: ModelVersion
    /// Its file's name; nil while there is none.
    let file: String?
    /// How many instances have begun to train it.
    let attempts: Int

    var version: Int64 { document.version }
}
