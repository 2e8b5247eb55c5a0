/// What a training has come to: its models' figures beside those of what is served, and of what is popular.
package struct TrainingFigures: Codable, Hashable, Sendable {
    package var interactions: Int
    package var users: Int
    package var items: Int
    /// Nil where nothing was held out that could be judged by.
    package var own: ModelFigures?
    /// On the same users; nil where nothing was served.
    package var present: ModelFigures?
    package var popularity: ModelFigures?
    /// What the lists of the models count, as it was judged.
    package var weights: BlendWeights

    package init(
        interactions: Int, users: Int, items: Int, own: ModelFigures?, present: ModelFigures?,
        popularity: ModelFigures?, weights: BlendWeights
    ) {
        self.interactions = interactions
        self.users = users
        self.items = items
        self.own = own
        self.present = present
        self.popularity = popularity
        self.weights = weights
    }
}
