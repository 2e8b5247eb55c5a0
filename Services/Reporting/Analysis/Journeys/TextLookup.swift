/// The texts of a column, row by row.
struct TextLookup {
    private let texts: [String]
    private let codes: [UInt32]

    /// - Parameter column: Nil where no row has a text.
    init(_ column: TextColumn?) {
        texts = column?.texts ?? []
        codes = column?.codes.unpacked ?? []
    }

    /// The text of a row; nil where it has none.
    subscript(row: Int) -> String? {
        guard row < codes.count, codes[row] != 0 else { return nil }
        return texts[Int(codes[row])]
    }
}
