import CatalogAPI
import GRDB
import MeshCore
import MeshStore

/// Writes the rows of a batch in its transaction: new products in bulk, those that are there one by one. A row that
/// cannot be taken is noted, and undone alone.
struct ImportBatch {
    private let db: Database
    private let store: CatalogStore
    private let mode: ImportReport.Mode
    /// Who changes prices, for their audit.
    private let author: String
    private var shelves: [String: CategoryShelf] = [:]
    private var products: ProductInserts
    private var lists = ListInserts()
    private var events: [Outbox.Draft] = []
    private(set) var tally = ImportTally()
    private(set) var failures: [FailedRow] = []

    init(_ job: ImportJob, of store: CatalogStore, _ db: Database) throws {
        self.db = db
        self.store = store
        mode = job.mode
        author = "import/\(job.id)"
        products = try ProductInserts(db)
    }

    /// Takes the rows, in their order.
    ///
    /// - Throws: `DatabaseError`, ``CatalogError/damagedRow(_:)``: what no row is to blame for.
    mutating func take(_ rows: [ImportedRow], at now: Timestamp) throws {
        for row in rows {
            do {
                try take(row.outcome.get(), at: now)
            } catch let error as CatalogError {
                guard let errors = error.rowErrors else { throw error }
                tally.failed += 1
                failures.append(FailedRow(line: row.line, sku: row.sku, errors: errors))
            }
        }
        try flush(at: now)
    }

    private mutating func take(_ new: NewProduct, at now: Timestamp) throws {
        let shelf = try shelf(of: new.product.category)
        let errors = shelf.rules.errors(in: new.product.attributes)
        if errors.isEmpty, try insert(new, on: shelf) {
            tally.created += 1
            return
        }
        guard let number = try number(of: new.product.sku) else { throw CatalogError.invalid(errors) }
        guard mode == .upsert else { throw CatalogError.skuTaken(new.product.sku) }
        try flush(at: now)
        try update(number, with: new, at: now)
    }

    /// Adds a new product; false when its sku is there already.
    private mutating func insert(_ new: NewProduct, on shelf: CategoryShelf) throws -> Bool {
        guard let number = try products.insert(new, db) else { return false }
        note(new, number, shelf)
        return true
    }

    private mutating func note(_ new: NewProduct, _ number: Int64, _ shelf: CategoryShelf) {
        lists.add(new.product, number: number, in: shelf.categories)
        events.append(Outbox.Draft(id: new.eventID, key: new.id, payload: new.event))
    }

    private mutating func update(_ number: Int64, with new: NewProduct, at now: Timestamp) throws {
        guard let row = try ProductRow.find(number: number, db) else { throw CatalogError.damagedRow("sku") }
        let draft = ProductDraft(new.product)
        guard draft != ProductDraft(row.product) else {
            tally.unchanged += 1
            return
        }
        _ = try inSavepoint { batch in try batch.store.replace(row, with: draft, by: batch.author, at: now, batch.db) }
        tally.updated += 1
    }

    /// The number of the product whose own sku it is; nil when nothing has it.
    ///
    /// - Throws: ``CatalogError/skuTaken(_:)`` when it is a variant's.
    private func number(of sku: String) throws -> Int64? {
        let statement = try db.cachedStatement(sql: "SELECT product, position FROM sku WHERE sku = ?")
        guard let row = try Row.fetchOne(statement, arguments: [sku]) else { return nil }
        guard row.hasNull(atIndex: 1) else { throw CatalogError.skuTaken(sku) }
        return row[0]
    }

    private mutating func shelf(of category: String) throws -> CategoryShelf {
        if let shelf = shelves[category] { return shelf }
        let shelf = try CategoryShelf(making: category, db)
        shelves[category] = shelf
        return shelf
    }

    private mutating func inSavepoint<T>(_ body: (inout ImportBatch) throws -> T) throws -> T {
        try db.cachedStatement(sql: "SAVEPOINT one_row").execute()
        do {
            let result = try body(&self)
            try db.cachedStatement(sql: "RELEASE one_row").execute()
            return result
        } catch let error as CatalogError {
            try db.cachedStatement(sql: "ROLLBACK TO one_row").execute()
            try db.cachedStatement(sql: "RELEASE one_row").execute()
            throw error
        }
    }

    /// Writes what new products have gathered, before anything is written that may build on it.
    private mutating func flush(at now: Timestamp) throws {
        try lists.write(db)
        try store.outbox.append(events, topic: ProductChanged.type, at: now, db)
        events.removeAll(keepingCapacity: true)
    }
}

extension CatalogError {
    /// What it says of a row; nil when it is about the store.
    fileprivate var rowErrors: [FieldError]? {
        switch self {
        case .invalid(let errors): errors
        case .skuTaken(let sku):
            [FieldError(field: "sku", code: "sku_taken", message: "is another's already: \(sku)")]
        case .tooManyCategories:
            [FieldError(field: "category", code: "too_many_categories", message: "would be one more than there may be")]
        case .productNotFound, .categoryNotFound, .categoryInUse, .importNotFound, .importMismatch, .importOvertaken,
            .overtaken, .insufficientStock, .stockLimit, .reservationNotFound, .reservationMismatch, .reservationEnded,
            .priceListNotFound, .priceListCodeTaken, .tooManyPriceLists, .priceRuleNotFound, .tooManyPriceRules,
            .damagedRow:
            nil
        }
    }
}
