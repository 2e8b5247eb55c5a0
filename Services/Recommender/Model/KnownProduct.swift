import CatalogAPI
import MeshCore
import RecommenderModels

/// What is kept of a product of the catalog.
struct KnownProduct: Hashable, Sendable {
    let id: String
    let sku: String
    let title: String
    let category: String
    let price: Money
    let isActive: Bool
    let version: Int64
    let createdAt: Timestamp
    /// The SKUs under which it is sold now: its own, or those of its active variants.
    let soldAs: [String]
    /// The numbers of all its variants.
    let variants: [String]
    /// What tells of its content.
    let terms: ContentTerms

    init(_ product: Product) {
        id = product.id.description
        sku = product.sku
        title = product.title
        category = product.category
        price = product.price
        isActive = product.active
        version = product.version
        createdAt = product.createdAt
        variants = product.variants.map(\.sku)
        terms = ContentTerms(product)
        soldAs = product.variants.isEmpty ? [product.sku] : product.variants.filter(\.active).map(\.sku)
    }
}
