/// A product of the demo shop, as the catalog takes it.
struct DemoProduct: Sendable, Encodable, Equatable {
    struct Price: Sendable, Encodable, Equatable {
        /// Minor units.
        var amount: Int
        var currency: String
    }

    var sku: String
    var title: String
    var description: String
    var category: String
    var attributes: [String: String]
    var price: Price
    var active: Bool
}
