import CatalogAPI
import Logging
import MeshCore
import MeshStore

/// Follows the catalog, in one instance at a time: products as they change, what there is of them, and what is gone.
struct CatalogWork: Sendable {
    let catalog: CatalogClient
    let store: RecommenderStore
    let leases: Leases
    let settings: CatalogSettings
    let pauses: any Clock<Duration>
    let logger: Logger

    private static let feed = "products"
    /// A dead holder of the lease keeps changes from being seen for so long.
    private static let term: Duration = .seconds(3)
    /// Changes may be committed a little out of the order of their times.
    private static let overlap: Duration = .seconds(5)
    private static let pageSize = 100
    /// The pause after a failure.
    private static let patience: Duration = .seconds(1)

    /// Works while the lease is held, and begins anew after a failure.
    ///
    /// - Throws: `CancellationError`.
    func run() async throws {
        let keeper = LeaseKeeper(
            leases: leases, name: "recommender-catalog", term: Self.term, clock: pauses, logger: logger)
        while true {
            do {
                try await keeper.run { lease in
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        group.addTask { try await followProducts(under: lease) }
                        group.addTask { try await sweep(under: lease) }
                        if settings.needsStock { group.addTask { try await followStock(under: lease) } }
                        try await group.waitForAll()
                    }
                }
            } catch let error as CancellationError {
                throw error
            } catch {
                try Task.checkCancellation()
                logger.error("Failed to follow the catalog", metadata: ["error": "\(error)"])
                try await pauses.sleep(for: Self.term)
            }
        }
    }

    private func followProducts(under lease: Lease) async throws {
        while true {
            try await attempt("products") {
                let last = try store.position(of: Self.feed)
                let since =
                    last.map { Timestamp(milliseconds: max(0, $0)) - Self.overlap } ?? Timestamp(milliseconds: 0)
                try await read(ProductQuery(updatedSince: max(since, Timestamp(milliseconds: 0)))) { page in
                    let newest = page.map(\.updatedAt.milliseconds).max()
                    try await store.take(
                        page.map(KnownProduct.init), position: newest, of: Self.feed, limit: settings.itemLimit,
                        under: lease)
                }
            }
            try await pauses.sleep(for: settings.pause)
        }
    }

    /// Looks now and then through all products: what is not there any more is nowhere told.
    private func sweep(under lease: Lease) async throws {
        while true {
            let begin = MonotonicInstant.now()
            try await attempt("all products") {
                // What comes while all are looked through is not among them, and is not gone.
                var gone = try await store.productIDs()
                try await read(ProductQuery()) { page in
                    gone.subtract(page.map(\.id.description))
                    try await store.take(
                        page.map(KnownProduct.init), position: nil, of: Self.feed, limit: settings.itemLimit,
                        under: lease)
                }
                if !gone.isEmpty { try await store.remove(gone, under: lease) }
            }
            // A large catalog is not read all the time.
            try await pauses.sleep(for: max(settings.sweepPause, begin.duration(to: .now()) * 20))
        }
    }

    private func followStock(under lease: Lease) async throws {
        while true {
            let begin = MonotonicInstant.now()
            try await attempt("stock") {
                var cursor: String?
                var last: String?
                repeat {
                    let page = try await catalog.stockLevels(limit: Self.pageSize, cursor: cursor)
                    try await store.take(
                        page.items.map { ($0.sku, $0.available > 0) }, after: last, isLast: page.nextCursor == nil,
                        under: lease)
                    (cursor, last) = (page.nextCursor, page.items.last?.sku)
                } while cursor != nil
            }
            try await pauses.sleep(for: max(settings.pause, begin.duration(to: .now()) * 10))
        }
    }

    private func read(_ query: ProductQuery, _ take: ([Product]) async throws -> Void) async throws {
        var cursor: String?
        repeat {
            let page = try await catalog.products(query, limit: Self.pageSize, cursor: cursor)
            if !page.items.isEmpty { try await take(page.items) }
            cursor = page.nextCursor
        } while cursor != nil
    }

    /// Does something that may fail while the catalog is away.
    private func attempt(_ part: String, _ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let error as CancellationError {
            throw error
        } catch StoreError.leaseLost(let name, let fence) {
            throw StoreError.leaseLost(name: name, fence: fence)
        } catch {
            try Task.checkCancellation()
            logger.warning("Failed to follow the catalog", metadata: ["part": "\(part)", "error": "\(error)"])
            try await pauses.sleep(for: Self.patience)
        }
    }
}
