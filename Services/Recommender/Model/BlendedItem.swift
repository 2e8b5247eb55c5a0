/// An item of an answer, and what put it there.
struct BlendedItem: Hashable, Sendable {
    /// What speaks for an item.
    enum Cause: Hashable, Sendable {
        /// It goes with an item of the history.
        case with(UInt32)
        /// It goes with the item that is looked at.
        case similar(UInt32)
        /// It is bought together with an item.
        case together(UInt32)
        /// Nothing else is left, and it was dealt with before.
        case seen
        case trending
        case popular
        /// It is like an item, by what it is.
        case like(UInt32)
        /// Nobody has dealt with it yet, and it is like an item of the history.
        case newAndLike(UInt32)
        /// It is new in a category.
        case new(category: String)
    }

    let item: UInt32
    let score: Double
    let cause: Cause
}
