import CatalogAPI
import GRDB
import MeshCore
import MeshStore

/// The products in the catalog's store. Every change is written with its event and its line for the caches, in one
/// transaction.
struct CatalogStore: Sendable {
    /// A check of what is stored before it is changed; throws to leave it alone.
    typealias Precondition = @Sendable (Product) throws -> Void

    /// The file's name in the data directory.
    static let fileName = "catalog.sqlite"
    /// Lines for the caches that are kept; a cache that is further behind starts anew.
    static let keptChanges: Int64 = 10_000

    let store: Store
    let outbox: Outbox
    let clock: any WallClock

    /// - Parameters:
    ///   - store: Opened with ``CatalogSchema/migrations``.
    ///   - keptEvents: Events that wait for receivers; beyond it the oldest go.
    ///   - clock: The wall clock.
    init(store: Store, keptEvents: Int, clock: any WallClock) {
        self.store = store
        outbox = Outbox(retention: .dropOldest(beyond: keptEvents))
        self.clock = clock
    }

    /// Adds a product.
    ///
    /// - Parameters:
    ///   - product: Made by the caller, its id above all, because a write may run twice.
    ///   - finish: Runs in the same transaction.
    /// - Throws: ``CatalogError/skuTaken(_:)``, ``CatalogError/invalid(_:)`` when its attributes break the rules of its
    ///   category, what `finish` throws, `StoreError`.
    func create(
        _ product: Product, finish: @escaping @Sendable (Database) throws -> Void = { _ in }
    ) async throws {
        try await store.write { [self] db in
            let shelf = try CategoryShelf(making: product.category, db)
            try shelf.rules.require(product.attributes)
            let number = try ProductRow.insert(product, db)
            try Listing(product, number: number, in: shelf.categories).insert(db)
            try tell(.created, product, at: product.createdAt, db)
            try finish(db)
        }
    }

    /// Adds a product and finishes the claim of its request in one transaction, so that a crash leaves both or neither.
    ///
    /// - Throws: ``CatalogError/skuTaken(_:)``; ``CatalogError/overtaken`` when another instance has the claim now;
    ///   `StoreError`.
    func create(
        _ product: Product, finishing claim: IdempotencyClaim, of keys: IdempotencyKeys, with answer: StoredAnswer
    ) async throws {
        try await create(product) { db in
            guard try keys.finish(claim, with: answer, db) else { throw CatalogError.overtaken }
        }
    }

    /// Applies a merge patch (RFC 7396). A patch that changes nothing leaves the version as it is.
    ///
    /// - Throws: ``CatalogError``, what the precondition throws, `StoreError`.
    func patch(
        _ id: Product.ID, _ patch: JSONValue, by author: String, if precondition: @escaping Precondition
    ) async throws -> Product {
        try await store.write { [self] db in
            guard let row = try ProductRow.find(id, db) else { throw CatalogError.productNotFound(id) }
            let stored = row.product
            try precondition(stored)
            let draft = try ProductDraft(stored).merging(patch)
            guard draft != ProductDraft(stored) else { return stored }
            return try replace(row, with: draft, by: author, at: clock.now(), db)
        }
    }

    /// Writes what was decided anew about a product, with all that follows from it.
    ///
    /// - Parameters:
    ///   - row: The product as it is stored.
    ///   - draft: What was decided.
    ///   - author: Who did, for the audit of prices.
    ///   - time: When.
    ///   - db: The write's database.
    /// - Returns: The product after the change.
    /// - Throws: ``CatalogError``, `DatabaseError`.
    func replace(
        _ row: ProductRow, with draft: ProductDraft, by author: String, at time: Timestamp, _ db: Database
    ) throws -> Product {
        let stored = row.product
        // A clock that stepped back must not hide a change from those who ask for what is new.
        let now = max(time, stored.updatedAt)
        let product = draft.product(
            id: stored.id, createdAt: stored.createdAt, updatedAt: now, version: stored.version + 1)
        let (from, shelf) = try (
            CategoryShelf(making: stored.category, db), CategoryShelf(making: product.category, db)
        )
        if product.attributes != stored.attributes || product.category != stored.category {
            try shelf.rules.require(product.attributes)
        }
        try row.update(to: product, db)
        try Listing(stored, number: row.number, in: from.categories)
            .replace(with: Listing(product, number: row.number, in: shelf.categories), db)
        try tell(.updated, product, at: now, db)
        try ProductPricing.record(from: stored, to: product, by: author, at: now, outbox, db)
        return product
    }

    /// Removes a product.
    ///
    /// - Throws: ``CatalogError/productNotFound(_:)``, what the precondition throws, `StoreError`.
    func delete(_ id: Product.ID, if precondition: @escaping Precondition) async throws {
        try await store.write { [self] db in
            guard let row = try ProductRow.find(id, db) else { throw CatalogError.productNotFound(id) }
            try precondition(row.product)
            try row.delete(db)
            let shelf = try CategoryShelf(making: row.product.category, db)
            try Listing(row.product, number: row.number, in: shelf.categories).remove(db)
            try tell(.deleted, row.product, at: clock.now(), db)
        }
    }

    private func tell(_ change: ProductChanged.Change, _ product: Product, at now: Timestamp, _ db: Database) throws {
        let eventID = "\(product.id)-\(change == .deleted ? product.version + 1 : product.version)"
        let event = ProductChanged(id: eventID, change: change, product: product, time: now)
        try outbox.append(
            id: eventID, topic: ProductChanged.type, key: product.id.description, payload: event.json.utf8, at: now, db)
        // Nobody has cached what is new.
        guard change != .created else { return }
        try db.cachedStatement(sql: "INSERT INTO product_change (product_id) VALUES (?)")
            .execute(arguments: [product.id.description])
        try db.cachedStatement(sql: "DELETE FROM product_change WHERE sequence <= ?")
            .execute(arguments: [db.lastInsertedRowID - Self.keptChanges])
    }
}
