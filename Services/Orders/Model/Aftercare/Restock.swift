import OrdersAPI

/// Goods that go back into stock.
struct Restock: Sendable, Equatable {
    /// The order or the return that they come from: with the sku it names the movement.
    let reference: String
    let units: UnitCount
    /// How often it was tried in vain.
    let attempts: Int64
}
