package import CatalogAPI
import GRDB
import MeshCore
import MeshStore

extension StockStore {
    /// How many of each of a product's SKUs can be had, from one snapshot; nil when there is no such product.
    ///
    /// - Throws: ``CatalogError/damagedRow(_:)``, `StoreError`.
    func availability(of id: Product.ID) async throws -> ProductAvailability? {
        try await store.read { db in
            guard let product = try ProductRow.find(id, db)?.product else { return nil }
            let skus = product.variants.isEmpty ? [product.sku] : product.variants.map(\.sku)
            let items = try skus.map { sku in
                ProductAvailability.Item(sku: sku, available: try Self.available(sku, db))
            }
            return ProductAvailability(productId: id, items: items)
        }
    }

    static let levelsSQL = "SELECT \(StockRow.columns) FROM stock WHERE sku > ? ORDER BY sku LIMIT ?"

    /// A page of all levels, by SKU.
    ///
    /// - Parameters:
    ///   - sku: The last one of the page before; empty for the first page.
    ///   - limit: How many.
    /// - Throws: `StoreError`.
    func levels(after sku: String, limit: Int) async throws -> [StockLevel] {
        try await store.read { db in
            try Row.fetchAll(db.cachedStatement(sql: Self.levelsSQL), arguments: [sku, limit]).map(StockRow.level)
        }
    }

    static let changedLevelsSQL = """
        SELECT \(StockRow.columns) FROM stock INDEXED BY stock_updated
        WHERE updated_at >= ? AND (updated_at, sku) > (?, ?) ORDER BY updated_at, sku LIMIT ?
        """

    /// A page of the levels that have changed, the longest unchanged first.
    ///
    /// - Parameters:
    ///   - since: At this time or later.
    ///   - position: The last one of the page before; nil for the first page.
    ///   - limit: How many.
    /// - Throws: `StoreError`.
    func levels(changedSince since: Timestamp, after position: ChangedLevel?, limit: Int) async throws -> [StockLevel] {
        try await store.read { db in
            try Row.fetchAll(
                db.cachedStatement(sql: Self.changedLevelsSQL),
                arguments: [since.milliseconds, position?.updated ?? .min, position?.sku ?? "", limit]
            ).map(StockRow.level)
        }
    }

    static let movementsSQL = """
        SELECT \(MovementRow.columns), number FROM stock_movement INDEXED BY stock_movement_sku
        WHERE sku = ? AND number < ? ORDER BY number DESC LIMIT ?
        """

    /// A page of the ledger of an SKU, the newest first, each with its number.
    ///
    /// - Parameters:
    ///   - sku: Whose.
    ///   - number: That of the last one of the page before; nil for the first page.
    ///   - limit: How many.
    /// - Throws: ``CatalogError/damagedRow(_:)``, `StoreError`.
    func movements(
        of sku: String, before number: Int64?, limit: Int
    ) async throws -> [(number: Int64, movement: StockMovement)] {
        try await store.read { db in
            let statement = try db.cachedStatement(sql: Self.movementsSQL)
            return try Row.fetchAll(statement, arguments: [sku, number ?? .max, limit]).map { row in
                (row[7], try MovementRow.movement(row))
            }
        }
    }

    /// A page of live reservations, the oldest first. One whose time is over is told as expired, though nobody has swept it.
    ///
    /// - Throws: ``CatalogError/damagedRow(_:)``, `StoreError`.
    func liveReservations(after id: Reservation.ID?, limit: Int) async throws -> [Reservation] {
        try await store.read { [clock] db in
            let now = clock.now()
            return try ReservationRow.live(after: id, limit: limit, db).map { stored in
                var reservation = stored
                if stored.isDue(at: now) { reservation.state = .expired }
                return reservation
            }
        }
    }

    /// Three sums by SKU, each read from an index alone, merged in the order of the SKUs. The collation is spelled out
    /// because SQLite would sort again without it.
    static let invariantsSQL = """
        SELECT sku, 0 AS kind, on_hand AS first, reserved AS second FROM stock
        UNION ALL
        SELECT sku, 1, sum(quantity), 0 FROM stock_movement INDEXED BY stock_movement_sku GROUP BY sku COLLATE NOCASE
        UNION ALL
        SELECT sku, 2, sum(quantity), 0 FROM reservation_line INDEXED BY reservation_live
        WHERE live_until IS NOT NULL GROUP BY sku COLLATE NOCASE
        ORDER BY sku
        """

    /// All stock added up anew, from one snapshot.
    ///
    /// - Throws: `StoreError`.
    package func invariants() async throws -> StockInvariants {
        try await store.read { [clock] db in
            var tally = StockTally(at: clock.now())
            let rows = try Row.fetchCursor(db.cachedStatement(sql: Self.invariantsSQL))
            while let row = try rows.next() {
                switch row[1] as Int {
                case 0: tally.add(.level(onHand: row[2], reserved: row[3]), of: row[0])
                case 1: tally.add(.movements(row[2]), of: row[0])
                default: tally.add(.reservations(row[2]), of: row[0])
                }
            }
            return tally.finish()
        }
    }
}
