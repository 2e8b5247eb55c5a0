/// A product of the demo shop, as the catalog takes it.
struct DemoProduct: Sendable, Encodable, Equatable {
    struct Price: Sendable, Encodable, Equatable {
        /// Minor units.
        var amount: Int
        var currency: String
    }

    /// One of the forms in which it is sold.
    struct Variant: Sendable, Encodable, Equatable {
        var sku: String
        var options: [String: String]
    }

    var sku: String
    var title: String
    var description: String
    var category: String
    var tags: [String]
    var attributes: [String: String]
    var variants: [Variant]
    var price: Price
    var active: Bool

    /// The numbers under which it is sold: its own, or those of its variants.
    var soldAs: [String] { variants.isEmpty ? [sku] : variants.map(\.sku) }
}
