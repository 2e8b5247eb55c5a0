/// That a user dealt with an item, and how much it weighs.
package struct Interaction: Hashable, Sendable {
    /// The user's row.
    package let row: UInt32
    /// The item's column.
    package let column: UInt32
    package let weight: Float

    package init(row: UInt32, column: UInt32, weight: Float = 1) {
        self.row = row
        self.column = column
        self.weight = weight
    }
}
