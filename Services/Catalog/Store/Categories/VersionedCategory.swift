import CatalogAPI

/// A category with what tells its versions apart.
struct VersionedCategory: Sendable {
    let category: Category
    /// The versions of the category and of all above it, whose definitions it inherits.
    let versions: String

    /// - Parameter chain: The category's row, and those above it, the topmost first.
    init?(_ chain: [CategoryRow]) {
        guard let row = chain.last else { return nil }
        let own = Set(row.draft.attributes.map(\.name))
        let inherited = AttributeRules(levels: chain.dropLast().map(\.draft.attributes)).definitions
        category = Category(
            path: row.path.text, title: row.draft.title, position: row.draft.position,
            attributes: row.draft.attributes, inherited: inherited.filter { !own.contains($0.name) })
        versions = chain.map { "\($0.number)-\($0.version)" }.joined(separator: ".")
    }
}
