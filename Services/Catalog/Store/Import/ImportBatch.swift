import CatalogAPI
import GRDB
import MeshCore
import MeshStore

/// Writes the rows of a batch in its transaction: new products in bulk, those that are there one by one. A row that
/// cannot be taken is noted, and undone alone.
struct ImportBatch {
    /// A row that could be read, and the place that waits for it.
    private struct Candidate {
        let line: Int64
        let new: NewProduct
        let shelf: CategoryShelf

        /// What its category's rules say against it.
        var errors: [FieldError] { shelf.rules.errors(in: new.product.attributes) }
    }

    /// So few products are added one by one.
    private static let fewest = 4

    private let db: Database
    private let store: CatalogStore
    private let mode: ImportReport.Mode
    /// Who changes prices, for their audit.
    private let author: String
    private var shelves: [String: CategoryShelf] = [:]
    private var products: ProductInserts
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
        var run: [Candidate] = []
        for row in rows {
            do {
                let new = try row.outcome.get()
                let candidate = Candidate(line: row.line, new: new, shelf: try shelf(of: new.product.category))
                if candidate.errors.isEmpty {
                    run.append(candidate)
                } else {
                    // What becomes of it hangs on those before it.
                    try take(run[...], at: now)
                    run.removeAll(keepingCapacity: true)
                    try takeAlone(candidate, at: now)
                }
            } catch let error as CatalogError {
                try fail(row.line, row.sku, error)
            }
        }
        try take(run[...], at: now)
        failures.sort { $0.line < $1.line }
    }

    /// Adds products together; where one of them is there already, its neighbours are closed in on until it stands alone.
    private mutating func take(_ run: ArraySlice<Candidate>, at now: Timestamp) throws {
        if run.count <= Self.fewest {
            for candidate in run { try takeAlone(candidate, at: now) }
        } else if let first = try products.insert(run.lazy.map(\.new), db) {
            try list(run.lazy.map(\.new), from: first, on: run.lazy.map(\.shelf), at: now)
        } else {
            let middle = run.startIndex + run.count / 2
            try take(run[..<middle], at: now)
            try take(run[middle...], at: now)
        }
    }

    /// Takes one row with all that it may meet.
    private mutating func takeAlone(_ candidate: Candidate, at now: Timestamp) throws {
        let (new, errors) = (candidate.new, candidate.errors)
        do {
            if errors.isEmpty, let number = try products.insert(new, db) {
                return try list([new], from: number, on: [candidate.shelf], at: now)
            }
            guard let number = try number(of: new.product.sku) else { throw CatalogError.invalid(errors) }
            guard mode == .upsert else { throw CatalogError.skuTaken(new.product.sku) }
            try update(number, with: new, at: now)
        } catch let error as CatalogError {
            try fail(candidate.line, new.product.sku, error)
        }
    }

    private mutating func fail(_ line: Int64, _ sku: String?, _ error: CatalogError) throws {
        guard let errors = error.rowErrors else { throw error }
        tally.failed += 1
        failures.append(FailedRow(line: line, sku: sku, errors: errors))
    }

    /// Puts new products into their lists, and tells of them.
    private mutating func list(
        _ added: some Collection<NewProduct>, from first: Int64, on shelves: some Collection<CategoryShelf>,
        at now: Timestamp
    ) throws {
        var lists = ListInserts()
        for (number, (new, shelf)) in zip(first..., zip(added, shelves)) {
            lists.add(new, number: number, in: shelf.categories)
        }
        try lists.write(db)
        try store.outbox.append(added.map(\.event), topic: ProductChanged.type, at: now, db)
        tally.created += Int64(added.count)
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
            .skuNotSold, .inStock, .tooManyWatches, .damagedRow:
            nil
        }
    }
}
