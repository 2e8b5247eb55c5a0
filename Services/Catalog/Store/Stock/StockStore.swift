import CatalogAPI
import GRDB
import MeshCore
import MeshStore

/// Stock in the catalog's store: levels, the ledger of movements, and reservations. Every change is written with its event
/// in one transaction.
package struct StockStore: Sendable {
    let store: Store
    let clock: any WallClock
    private let outbox: Outbox

    /// - Parameters:
    ///   - store: Opened with ``CatalogSchema/migrations``.
    ///   - keptEvents: Events that wait for receivers; beyond it the oldest go.
    ///   - clock: The wall clock.
    init(store: Store, keptEvents: Int, clock: any WallClock) {
        self.store = store
        self.clock = clock
        outbox = Outbox(retention: .dropOldest(beyond: keptEvents))
    }

    /// How many units of an SKU can be reserved: a read by its key, for those who read more in the same snapshot.
    ///
    /// A hold whose time is over counts until it is swept, within about a second: what is told may be too little for that
    /// long, never too much.
    ///
    /// - Throws: `DatabaseError`.
    static func available(_ sku: String, _ db: Database) throws -> Int64 {
        let statement = try db.cachedStatement(sql: "SELECT on_hand - reserved FROM stock WHERE sku = ?")
        return try Int64.fetchOne(statement, arguments: [sku]) ?? 0
    }

    /// How much there is of an SKU, on the caller's thread.
    ///
    /// - Throws: `StoreError`.
    func level(_ sku: String) throws -> StockLevel {
        try store.fastRead { db in try StockRow.find(sku, db) } ?? StockLevel(sku: sku)
    }

    /// Tells of a change, in its transaction.
    func tell(
        _ level: StockLevel, _ cause: StockChanged.Cause, reference: String?, at now: Timestamp, _ db: Database
    ) throws {
        let event = StockChanged(level, cause: cause, reference: reference, time: now)
        try outbox.append(
            id: event.id, topic: StockChanged.type, key: level.sku, payload: event.json.utf8, at: now, db)
    }
}
