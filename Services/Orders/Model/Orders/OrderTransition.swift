import OrdersAPI

/// A change of an order's state, and what it asks of others.
struct OrderTransition: Equatable, Sendable {
    /// What happens to the buyer's money.
    enum MoneyDue: Equatable, Sendable {
        case nothing
        /// The authorisation is given up, or what was captured unknown to us is given back: checkout's to do.
        case void
        /// What was captured and not given back yet is given back.
        case refund
    }

    /// What happens to the goods.
    enum StockDue: Equatable, Sendable {
        case nothing
        /// The reservation is given up: checkout's to do.
        case release
        /// What was sold comes back into stock.
        case restock
    }

    /// The event that tells of it.
    let change: OrderChange
    let money: MoneyDue
    let stock: StockDue
}
