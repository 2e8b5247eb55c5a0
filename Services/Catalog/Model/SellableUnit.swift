import CatalogAPI
import MeshCore

/// What is sold under one sku: a product without variants, or one variant.
struct SellableUnit: Equatable, Sendable {
    let sku: String
    let product: Product.ID
    /// The product's title.
    let title: String
    let category: String
    let tags: [String]
    /// The variant's options; nil when it is a product without variants.
    let options: JSONObject?
    /// What it costs where no price list says otherwise.
    let basePrice: Money
    /// Whether it can be bought now: the product and the variant.
    let isActive: Bool
}
