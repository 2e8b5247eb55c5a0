import GRDB
import MeshCore
import MeshStore
import OrdersAPI

/// Checkouts that pass between a process and the workflow. A change of hands raises the fence, but for the one that gives
/// a checkout to the workflow: whoever does so touches it no more.
extension CheckoutStore {
    /// A checkout and who carries it; nil when there is none of this id.
    ///
    /// - Throws: `StoreError`.
    func held(_ id: Checkout.ID) throws -> (checkout: CheckoutRecord, holder: String?)? {
        try orders.store.fastRead { db in
            guard let checkout = try CheckoutRow.find(id, db) else { return nil }
            let statement = try db.cachedStatement(sql: "SELECT owner FROM checkout WHERE id = ?")
            let row = try Row.fetchOne(statement, arguments: [id.description])
            return (checkout, row.flatMap { $0[0] as String? })
        }
    }

    /// Gives a checkout to the workflow.
    ///
    /// - Parameter end: When it is taken back unless the workflow has come for it.
    /// - Throws: ``CheckoutLost``; `StoreError`.
    func handOver(_ checkout: CheckoutRecord, until end: Timestamp) async throws {
        try await orders.store.write { db in
            try db.cachedStatement(
                sql: "UPDATE checkout SET owner = ?, due_at = ? WHERE id = ? AND fence = ? AND due_at IS NOT NULL"
            ).execute(arguments: [
                Self.workflow, end.milliseconds, checkout.id.description, checkout.fence,
            ])
            guard db.changesCount == 1 else { throw CheckoutLost(id: checkout.id, fence: checkout.fence) }
        }
    }

    /// Takes a checkout back from the workflow, or up when nobody has it.
    ///
    /// - Returns: With its new fence; nil when it is in other hands by now.
    /// - Throws: `StoreError`.
    func take(_ checkout: CheckoutRecord, until end: Timestamp) async throws -> CheckoutRecord? {
        try await orders.store.write { [owner] db in
            try db.cachedStatement(
                sql: """
                    UPDATE checkout SET owner = ?, fence = fence + 1, due_at = ?
                    WHERE id = ? AND fence = ? AND (owner IS NULL OR owner = ?) AND due_at IS NOT NULL
                    """
            ).execute(arguments: [
                owner, end.milliseconds, checkout.id.description, checkout.fence, Self.workflow,
            ])
            return db.changesCount == 1 ? try CheckoutRow.find(checkout.id, db) : nil
        }
    }
}
