/// What the index knows of a product.
struct SearchDocument: Sendable, Equatable {
    /// A fact by its name, as text.
    struct Attribute: Sendable, Equatable {
        var name: String
        var value: String
    }

    /// The bits of the product's id; a greater one is newer.
    var id: UInt128
    var title = ""
    /// The product's own number and those of its variants.
    var skus: [String] = []
    var tags: [String] = []
    /// A path of words: `books/science-fiction`.
    var category = ""
    var attributes: [Attribute] = []
    var description = ""
    /// Minor units.
    var amount: Int64 = 0
    /// A code of ISO 4217.
    var currency = "EUR"
    /// Whether it can be bought now.
    var active = true

    /// The category and all above it: `books`, `books/science-fiction`.
    var categories: [Substring] {
        guard !category.isEmpty else { return [] }
        return category.indices.filter { category[$0] == "/" }.map { category[..<$0] } + [category[...]]
    }
}
