import CatalogAPI

/// Where a list goes on: the sort key of the last item of a page.
enum ListPosition: Codable, Equatable, Sendable {
    /// Behind a product by age.
    case newest(Product.ID)
    /// Behind a product by price, in minor units.
    case price(Int64, Product.ID)
    /// Behind a product by its last change, in milliseconds since 1970.
    case updated(Int64, Product.ID)
}
