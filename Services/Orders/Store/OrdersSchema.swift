import MeshStore

/// The tables of orders. A migration that has landed never changes.
enum OrdersSchema {
    static let migrations = [Outbox.migration] + IdempotencyKeys.migrations + PaymentSchema.migrations
}
