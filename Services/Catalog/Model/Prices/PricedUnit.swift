import MeshCore

/// What one unit costs, and why.
struct PricedUnit: Equatable, Sendable {
    /// Minor units; nil when it has no price in the currency.
    var amount: Int64?
    /// What it costs without sales and rules: by the lists that are no sale, or else the product's own price.
    var listAmount: Int64?
    /// The list that won; nil when it is the product's own price.
    var list: String?
    /// The rules that were applied, in their order.
    var rules: [String] = []
    /// When time alone may change it; nil when it cannot.
    var boundary: Timestamp?

    init(boundary: Timestamp? = nil) {
        self.boundary = boundary
    }

    /// Takes in another moment at which time alone may change it.
    mutating func note(_ other: Timestamp?) {
        guard let other else { return }
        boundary = boundary.map { min($0, other) } ?? other
    }
}
