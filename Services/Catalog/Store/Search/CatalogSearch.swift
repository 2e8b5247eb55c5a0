import CatalogAPI
import GRDB
import Logging
import MeshCore
import MeshStore

/// The search over the products of a store: the index beside it, and the work that keeps it up to date.
struct CatalogSearch: Sendable {
    /// What a search has found, with the products as they are now.
    struct Page: Sendable {
        var products: [Product] = []
        var words: [SearchWord] = []
        var hasMore = false
        var total = 0
        var facets: [FacetCounts] = []
    }

    let indexer: SearchIndexer
    private let products: Store
    private let index: Store
    private let reader: SearchReader
    private let synonyms = SynonymTable()

    /// Opens the index, which may be empty, and reads nothing of it yet.
    ///
    /// - Parameters:
    ///   - products: The catalog's store.
    ///   - directory: The data directory.
    ///   - instance: This instance's id, unique to the process.
    ///   - clock: The wall clock.
    ///   - pauses: Measures the indexer's pauses.
    ///   - logger: Hears what no caller is told.
    /// - Throws: `StoreError`; Foundation's errors when the directory of the segments cannot be made.
    init(
        products: Store, directory: String, instance: String, clock: any WallClock, pauses: any Clock<Duration>,
        logger: Logger
    ) throws {
        self.products = products
        index = try SearchFile.open(in: directory, clock: clock, logger: logger)
        let folder = try SegmentFolder(path: "\(directory)/\(SearchFile.folder)")
        reader = SearchReader(store: index, folder: folder, logger: logger)
        indexer = SearchIndexer(
            store: index, feed: SearchFeed(store: products), folder: folder,
            leases: Leases(store: index, owner: instance, clock: clock), pauses: pauses, logger: logger)
    }

    /// Searches, on a thread of the store, and reads the products of a page.
    ///
    /// - Parameters:
    ///   - text: What was typed.
    ///   - request: The rest of the search; its words and its depth are filled in here.
    ///   - offset: How many hits to pass over.
    ///   - limit: How many products.
    /// - Throws: ``CatalogError/damagedRow(_:)``, `StoreError`.
    func search(_ text: String, _ request: SearchRequest, offset: Int, limit: Int) async throws -> Page {
        try await products.read { [reader, synonyms] db in
            var request = request
            request.words = SearchWords.parse(text, synonyms: try synonyms.rules(db))
            request.depth = offset + limit + 1
            // What was typed but holds no word finds nothing; only nothing at all finds everything.
            guard !request.words.isEmpty || text.allSatisfy(\.isWhitespace) else { return Page() }
            let answer = try reader.snapshot().search(request)
            let ids = answer.ids.dropFirst(offset).prefix(limit)
            var page = Page(
                words: request.words, hasMore: answer.ids.count > offset + limit, total: answer.total,
                facets: answer.facets)
            for id in ids.compactMap({ UUIDv7(bits: $0).map { Product.ID($0) } }) {
                // What has gone a moment ago is still in the index.
                if let row = try ProductRow.find(id, db) { page.products.append(row.product) }
            }
            return page
        }
    }

    /// The synonyms as they were put.
    ///
    /// - Throws: ``CatalogError/damagedRow(_:)``, `StoreError`.
    func readSynonyms() async throws -> Synonyms {
        try await products.read { db in try SynonymTable.document(db) }
    }

    /// Replaces the synonyms; from then on searches know them.
    ///
    /// - Throws: `StoreError`.
    func put(_ synonyms: Synonyms) async throws {
        try await products.write { db in try SynonymTable.put(synonyms, db) }
    }

    /// Closes the index.
    ///
    /// - Throws: `StoreError`.
    func close() async throws {
        try await index.close()
    }
}
