import GRDB
import MeshCore
import MeshStore
import OrdersAPI

extension CheckoutStore {
    static let lookSQL = "SELECT id FROM checkout WHERE look_at <= ? ORDER BY look_at LIMIT ?"

    /// Checkouts of which nothing came and whose payments are to be looked at once more.
    ///
    /// - Throws: `StoreError`.
    func toLookAt(_ limit: Int, at now: Timestamp) throws -> [CheckoutRecord] {
        try orders.store.fastRead { db in
            try String.fetchAll(db.cachedStatement(sql: Self.lookSQL), arguments: [now.milliseconds, limit])
                .compactMap { try Checkout.ID($0).flatMap { try CheckoutRow.find($0, db) } }
        }
    }

    /// Notes when a payment is looked at again; nil for never.
    ///
    /// - Throws: `StoreError`.
    func look(at id: Checkout.ID, _ moment: Timestamp?) async throws {
        try await orders.store.write { db in try Self.look(at: id, moment, db) }
    }

    static func look(at id: Checkout.ID, _ moment: Timestamp?, _ db: Database) throws {
        try db.cachedStatement(sql: "UPDATE checkout SET look_at = ? WHERE id = ?")
            .execute(arguments: [moment?.milliseconds, id.description])
    }
}
