/// An item and what a model thinks of it.
package struct RankedItem: Hashable, Sendable {
    package let item: UInt32
    /// Greater is better; only comparable among the items of one answer.
    package let score: Double

    package init(item: UInt32, score: Double) {
        self.item = item
        self.score = score
    }

    /// Whether this one comes first: the greater score, and among equal ones the smaller id, so that answers are the same
    /// every time.
    package func precedes(_ other: RankedItem) -> Bool {
        score != other.score ? score > other.score : item < other.item
    }
}
