import GRDB
import MeshCore
import MeshStore
import OrdersAPI

/// What orders keep. Every change is written with its events in one transaction; what belongs into the transaction of
/// another change takes its database.
struct OrdersStore: Sendable {
    /// The file's name in the data directory.
    static let fileName = "orders.sqlite"

    let store: Store
    let outbox: Outbox
    let clock: any WallClock
    let invoicePrefix: String
    /// Whether a paid order is to be fulfilled by a workflow.
    let startsFulfilment: Bool

    /// - Parameters:
    ///   - store: Opened with ``OrdersSchema/migrations``.
    ///   - keptEvents: Events that wait for receivers; beyond it the oldest go.
    ///   - invoicePrefix: What the numbers of invoices begin with.
    ///   - startsFulfilment: Whether a paid order is to be fulfilled by a workflow.
    ///   - clock: The wall clock.
    init(
        store: Store, keptEvents: Int, invoicePrefix: String, startsFulfilment: Bool = false, clock: any WallClock
    ) {
        self.store = store
        outbox = Outbox(retention: .dropOldest(beyond: keptEvents))
        self.invoicePrefix = invoicePrefix
        self.startsFulfilment = startsFulfilment
        self.clock = clock
    }
}
