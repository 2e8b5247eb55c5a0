import MeshCore

/// The schemas of members that several messages of the recommender share, each with its limits.
package enum RecommenderFields {
    /// The most items of one answer: more than a page shows.
    package static let mostItems = 100

    static let sku = JSONSchema.string(1...64, description: "The shop's own number of the product.").example(
        "BOOK-0042")
    static let title = JSONSchema.string(0...200, description: "The product's title.")
    static let version = JSONSchema.integer(1..., description: "Counts the trainings.")
    static let count = JSONSchema.integer(0...)
    static let share = JSONSchema.number(0...1)
    static let score = JSONSchema.number(description: "Greater is better; only comparable within one answer.")
}
