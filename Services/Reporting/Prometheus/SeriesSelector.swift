import MeshCore

/// Which series are read, and of what time.
struct SeriesSelector: Hashable, Sendable {
    /// Those of labels but the metric's name.
    var matchers: [LabelMatcher]
    /// Those of the metric's name; at least one where the query names it.
    var names: [LabelMatcher]
    /// How long a time each point counts; nil where the query says nothing.
    var window: Duration?
    /// How long before the point it ends.
    var offset: Duration = .zero
    let place: PromQLPlace
}
