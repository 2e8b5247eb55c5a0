/// Texts, one a row, each different one stored once.
struct TextColumn: Hashable, Sendable {
    /// The texts that occur; the first stands for none.
    let texts: [String]
    /// A position in ``texts`` for each row.
    let codes: CodeColumn
}
