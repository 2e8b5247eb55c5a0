/// Where a list goes on: the sort key of the last item of a page, which ends in the product's number in the store.
enum ListPosition: Codable, Equatable, Sendable {
    /// Behind a product by age.
    case newest(Int64)
    /// Behind a product by price, in minor units.
    case price(Int64, Int64)
    /// Behind a product by its last change, in milliseconds since 1970.
    case updated(Int64, Int64)
}
