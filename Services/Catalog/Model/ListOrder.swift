import CatalogAPI
import MeshCore

/// How a list is sorted, which follows from what is asked for, so that an index serves every list.
enum ListOrder: String, Sendable {
    /// The newest first.
    case newest
    /// The cheapest first: when prices are limited.
    case price
    /// The longest unchanged first: for receivers that catch up.
    case updated

    init(_ query: ProductQuery) {
        if query.currency != nil || query.minPrice != nil || query.maxPrice != nil {
            self = .price
        } else {
            self = query.updatedSince == nil ? .newest : .updated
        }
    }

    /// The position of a product in this order.
    ///
    /// - Parameter number: The product's number in the store.
    func position(of product: Product, number: Int64) -> ListPosition {
        switch self {
        case .newest: .newest(number)
        case .price: .price(product.price.amount, number)
        case .updated: .updated(product.updatedAt.milliseconds, number)
        }
    }
}
