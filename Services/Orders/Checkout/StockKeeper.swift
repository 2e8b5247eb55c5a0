/// The catalog's part in a checkout. Each call may be repeated at any time, also by another process.
protocol StockKeeper: Sendable {
    /// Holds the goods for a while: all of them, or none.
    func reserve(_ checkout: CheckoutRecord) async throws(CancellationError) -> CheckoutEvent
    /// Holds them for good, until they are committed or released.
    func claim(_ checkout: CheckoutRecord) async throws(CancellationError) -> CheckoutEvent
    /// Sells them.
    func commit(_ checkout: CheckoutRecord) async throws(CancellationError) -> CheckoutEvent
    /// Gives them back, also when they were never held, so that a request on its way to hold them comes too late.
    func release(_ checkout: CheckoutRecord) async throws(CancellationError) -> CheckoutEvent
}
