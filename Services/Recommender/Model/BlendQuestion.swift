import MeshCore
import RecommenderModels

/// What is asked of the blend.
struct BlendQuestion: Sendable {
    /// What is known of who asks, by the numbers of products.
    var profile = InterestProfile()
    /// What is being looked at; it counts as the last item that was dealt with.
    var context: UInt32?
    /// Of this category, or one below it; nil for all.
    var category: String?
    /// Among whom what is popular is asked for; nil for all.
    var audience: Audience?
    /// Not these.
    var excluded: Set<UInt32> = []
    /// What each list counts, where it is not what it usually does; what is not named counts nothing.
    var lists: [RecommendationBlend.Source: Double]?
    /// How much relevance counts against diversity, where it is not as everywhere.
    var diversity: MarginalRelevance?
    let limit: Int
    let now: Timestamp
}
