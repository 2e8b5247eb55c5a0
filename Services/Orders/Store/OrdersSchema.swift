import MeshStore

/// The tables of orders. A migration that has landed never changes; each topic keeps its own, in a file of its own.
enum OrdersSchema {
    static let migrations =
        [Outbox.migration] + IdempotencyKeys.migrations + PaymentSchema.migrations + [Leases.migration]
        + CartSchema.migrations + OrderSchema.migrations + CheckoutSchema.migrations + [CartSchema.ended]
        + AftercareSchema.migrations + FulfilmentSchema.migrations + [CartSchema.ofAccounts]
        + FeedSchema.migrations + [CartSchema.idle] + PaymentAttemptSchema.migrations
}
