/// A column of a table.
package struct TableColumn: Sendable, Equatable {
    package var title: String
    /// Its share of the table's width; the shares of all columns are weighed against each other.
    package var share: Double
    package var alignment: TextStyle.Alignment

    package init(_ title: String, share: Double, alignment: TextStyle.Alignment = .left) {
        self.title = title
        self.share = share
        self.alignment = alignment
    }
}
