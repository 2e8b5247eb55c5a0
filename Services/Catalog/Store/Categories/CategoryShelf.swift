import GRDB

/// Where the products of one category stand: the lists that they are in, and what is asked of their attributes. A value
/// that never changes; a class, as each of a million products is handed its own.
final class CategoryShelf: Sendable {
    /// The numbers of the category and of all above it, that of everything first.
    let categories: [Int64]
    let rules: AttributeRules

    /// Finds a category, and makes it and those above it where there are none.
    ///
    /// - Throws: ``CatalogError/tooManyCategories``, ``CatalogError/damagedRow(_:)``, `DatabaseError`.
    init(making path: String, _ db: Database) throws {
        let chain = try CategoryRow.chain(making: CategoryPath(text: path), db)
        categories = [CategoryRow.root] + chain.map(\.number)
        rules = AttributeRules(levels: chain.map(\.draft.attributes))
    }
}
