import CatalogAPI

/// A page of a list.
struct ListPage: Sendable {
    let products: [Product]
    /// The place of its last product; nil on the last page.
    let end: ListPosition?
}
