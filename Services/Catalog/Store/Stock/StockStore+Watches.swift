import CatalogAPI
import GRDB
import MeshCore
import MeshStore

extension StockStore {
    /// Notes that an account wants to be told when there is something again; again, it changes nothing.
    ///
    /// - Throws: ``CatalogError`` when nothing is sold under the number, there is some, or the account waits for too much
    ///   already; `StoreError`.
    func watch(_ sku: String, for account: String) async throws -> StockWatch {
        try await store.write { [clock] db in
            guard let unit = try SKUTable.unit(sku, db) else { throw CatalogError.skuNotSold(sku) }
            if let known = try Self.watches("account = ? AND sku = ?", [account, sku], db).first { return known }
            guard try Self.available(sku, db) <= 0 else { throw CatalogError.inStock(sku) }
            let count = try Int.fetchOne(
                db, sql: "SELECT count(*) FROM stock_watch WHERE account = ?", arguments: [account])
            guard (count ?? 0) < StockWatchList.limit else { throw CatalogError.tooManyWatches }
            let watch = StockWatch(id: .make(), sku: unit.sku, createdAt: clock.now())
            try db.execute(
                sql: "INSERT INTO stock_watch (id, account, sku, created_at) VALUES (?, ?, ?, ?)",
                arguments: [watch.id.description, account, watch.sku, watch.createdAt.milliseconds])
            return watch
        }
    }

    /// Forgets that an account wants to be told.
    ///
    /// - Throws: `StoreError`.
    func unwatch(_ sku: String, for account: String) async throws {
        try await store.write { db in
            try db.execute(
                sql: "DELETE FROM stock_watch WHERE account = ? AND sku = ?", arguments: [account, sku])
        }
    }

    /// Forgets a wish that was fulfilled.
    ///
    /// - Throws: `StoreError`.
    func forgetWatch(_ id: StockWatch.ID) async throws {
        try await store.write { db in
            try db.execute(sql: "DELETE FROM stock_watch WHERE id = ?", arguments: [id.description])
        }
    }

    /// Forgets all that an account wants to be told of; none is as good.
    ///
    /// - Throws: `StoreError`.
    func forgetWatches(of account: String) async throws {
        try await store.write { db in
            try db.execute(sql: "DELETE FROM stock_watch WHERE account = ?", arguments: [account])
        }
    }

    /// What an account wants to be told of, the newest first.
    ///
    /// - Throws: `StoreError`.
    func watches(of account: String) async throws -> [StockWatch] {
        try await store.read { db in
            try Self.watches("account = ? ORDER BY id DESC LIMIT \(StockWatchList.limit)", [account], db)
        }
    }

    /// What there is again, and who wants to know: who has waited longest first.
    ///
    /// - Throws: ``CatalogError/damagedRow(_:)``; `StoreError`.
    func backInStock(limit: Int) async throws -> [BackInStock] {
        try await store.read { db in
            let rows = try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT w.id, w.account, s.sku, s.title, s.amount, s.currency, l.on_hand - l.reserved AS available
                        FROM stock_watch w JOIN stock l ON l.sku = w.sku JOIN sellable s ON s.sku = w.sku
                        WHERE l.on_hand > l.reserved AND s.active ORDER BY w.id LIMIT ?
                        """), arguments: [limit])
            return try rows.map { row in
                let text: String = row["id"]
                guard let id = StockWatch.ID(text), let currency = Currency(row["currency"]) else {
                    throw CatalogError.damagedRow(text)
                }
                return BackInStock(
                    watch: id, account: row["account"], sku: row["sku"], title: row["title"],
                    price: Money(amount: row["amount"], currency: currency), available: row["available"])
            }
        }
    }

    private static func watches(
        _ condition: String, _ arguments: StatementArguments, _ db: Database
    ) throws -> [StockWatch] {
        try Row.fetchAll(
            db, sql: "SELECT id, sku, created_at FROM stock_watch WHERE \(condition)", arguments: arguments
        ).map { row in
            let text: String = row["id"]
            guard let id = StockWatch.ID(text) else { throw CatalogError.damagedRow(text) }
            return StockWatch(id: id, sku: row["sku"], createdAt: Timestamp(milliseconds: row["created_at"]))
        }
    }
}
