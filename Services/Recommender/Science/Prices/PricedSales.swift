/// What was sold of a product in a period at a price.
package struct PricedSales: Hashable, Sendable {
    /// In any unit of money, more than 0.
    package let price: Double
    /// How many, 0 and up.
    package let quantity: Double

    package init(price: Double, quantity: Double) {
        self.price = price
        self.quantity = quantity
    }
}
