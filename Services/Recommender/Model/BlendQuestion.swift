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
    /// Not these.
    var excluded: Set<UInt32> = []
    let limit: Int
    let now: Timestamp
}
