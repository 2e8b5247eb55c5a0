import CatalogAPI
import GRDB
import MeshCore
import MeshStore

extension CatalogStore {
    /// Begins an import, or goes on with one.
    ///
    /// - Throws: ``CatalogError/importMismatch(_:)`` when it was begun in another format or mode; `StoreError`.
    func beginImport(_ id: String, _ format: RecordFormat, _ mode: ImportReport.Mode) async throws -> ImportJob {
        try await store.write { [clock] db in
            if try ImportRow.find(id, db) == nil { try ImportRow.insert(id, format, mode, at: clock.now(), db) }
            guard let job = try ImportRow.find(id, db) else { throw CatalogError.importNotFound }
            guard job.format == format, job.mode == mode else {
                throw CatalogError.importMismatch("It was begun as \(job.format.rawValue), to \(job.mode.rawValue).")
            }
            return job
        }
    }

    /// Takes some rows, and notes in the same transaction that they were taken.
    ///
    /// - Throws: ``CatalogError/importOvertaken``, `StoreError`.
    func take(_ input: ImportBatchInput, for job: ImportJob) async throws {
        try await store.writeAlone { [self] db in
            // New products touch pages all over the lists; with SQLite's own 2 MB most of them would be read again
            // and again. Pages are taken as they are needed.
            try db.execute(sql: "PRAGMA cache_size = -\(Self.importCache >> 10)")
            let now = clock.now()
            var batch = try ImportBatch(job, of: self, db)
            try batch.take(input.rows, at: now)
            try ImportRow.keep(batch.failures, of: job, db)
            try ImportRow.advance(job, over: input, batch.tally, at: now, db)
        }
    }

    /// The page cache of the writer while it imports: the inner pages and the ends of all lists of a million products.
    private static let importCache = 64 << 20

    /// Notes how an upload ended.
    ///
    /// - Throws: `StoreError`.
    func endImport(_ job: ImportJob, as state: ImportReport.State) async throws {
        try await store.write { [clock] db in
            try ImportRow.set(state, of: job, at: clock.now(), db)
            try db.execute(sql: "PRAGMA cache_size = -2000; PRAGMA shrink_memory")
        }
    }

    /// How an import stands.
    ///
    /// - Throws: ``CatalogError/importNotFound``, `StoreError`.
    func importReport(_ id: String) async throws -> ImportReport {
        try await store.read { db in
            guard let job = try ImportRow.find(id, db) else { throw CatalogError.importNotFound }
            return job.report(try ImportRow.failures(of: job, after: 0, limit: 20, db))
        }
    }

    /// The kept failed rows of an import.
    ///
    /// - Throws: ``CatalogError/importNotFound``, `StoreError`.
    func importFailures(_ id: String) async throws -> [FailedRow] {
        try await store.read { db in
            guard let job = try ImportRow.find(id, db) else { throw CatalogError.importNotFound }
            return try ImportRow.failures(of: job, after: 0, limit: Int(ImportRow.failureLimit), db)
        }
    }

    /// Products in the order of their ids.
    ///
    /// - Parameters:
    ///   - id: The last one of the page before; nil for the first page.
    ///   - limit: How many.
    /// - Throws: ``CatalogError/damagedRow(_:)``, `StoreError`.
    func export(after id: Product.ID?, limit: Int) async throws -> [Product] {
        try await store.read { db in
            let statement = try db.cachedStatement(sql: Self.exportSQL)
            return try Row.fetchAll(statement, arguments: [id?.description ?? "", limit]).map {
                try ProductRow($0).product
            }
        }
    }

    static let exportSQL = "SELECT \(ProductRow.columns) FROM product WHERE id > ? ORDER BY id LIMIT ?"
}
