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
    func position(of product: Product) -> ListPosition {
        switch self {
        case .newest: .newest(product.id)
        case .price: .price(product.price.amount, product.id)
        case .updated: .updated(product.updatedAt.milliseconds, product.id)
        }
    }
}
