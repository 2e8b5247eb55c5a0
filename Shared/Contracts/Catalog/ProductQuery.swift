package import MeshCore

/// Which products a list holds; what is nil does not matter.
package struct ProductQuery: Sendable, Equatable {
    package var category: String?
    package var active: Bool?
    package var sku: String?
    /// The currency of the price limits, without which they mean nothing.
    package var currency: Currency?
    /// Minor units.
    package var minPrice: Int64?
    /// Minor units.
    package var maxPrice: Int64?
    package var updatedSince: Timestamp?

    package init(
        category: String? = nil, active: Bool? = nil, sku: String? = nil, currency: Currency? = nil,
        minPrice: Int64? = nil, maxPrice: Int64? = nil, updatedSince: Timestamp? = nil
    ) {
        self.category = category
        self.active = active
        self.sku = sku
        self.currency = currency
        self.minPrice = minPrice
        self.maxPrice = maxPrice
        self.updatedSince = updatedSince
    }

    /// The query's parameters, by their names.
    package var parameters: [(name: String, value: String)] {
        [
            ("category", category), ("active", active.map(String.init)), ("sku", sku),
            ("currency", currency?.description), ("minPrice", minPrice.map { String($0) }),
            ("maxPrice", maxPrice.map { String($0) }), ("updatedSince", updatedSince?.description),
        ].compactMap { name, value in value.map { (name, $0) } }
    }
}
