/// Items that stand together in many baskets.
package struct FrequentItemset: Hashable, Sendable {
    /// Ascending.
    package let items: [UInt32]
    /// In how many baskets all of them are.
    package let count: Int

    package init(items: [UInt32], count: Int) {
        self.items = items
        self.count = count
    }
}
