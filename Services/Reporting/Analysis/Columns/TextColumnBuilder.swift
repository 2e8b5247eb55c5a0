import OrderedCollections

/// Collects a column of texts row by row.
struct TextColumnBuilder {
    private var texts: OrderedSet<String> = [Dimension.none]
    private var codes: [UInt32] = []

    mutating func append(_ text: String?) {
        codes.append(text.map { UInt32(texts.append($0).index) } ?? 0)
    }

    /// The column; nil when no row has a text.
    var column: TextColumn? {
        texts.count == 1 ? nil : TextColumn(texts: Array(texts), codes: CodeColumn(codes))
    }
}
