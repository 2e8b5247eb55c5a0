import Logging
import MeshStore
import Synchronization

/// Follows the store while it holds the lease: takes in what is new, and merges segments beside it.
struct SearchIndexer: Sendable {
    /// The most products of one segment that is made at once; some tens of megabytes while it is made.
    static let batchSize = 32_768
    /// How often it looks whether anything has changed, which costs some nanoseconds.
    private static let pause: Duration = .milliseconds(50)
    /// A dead holder of the lease keeps changes from being found for so long.
    private static let term: Duration = .seconds(3)

    private let store: Store
    private let feed: SearchFeed
    private let folder: SegmentFolder
    private let leases: Leases
    private let pauses: any Clock<Duration>
    private let logger: Logger
    private let making = IndexingThread("search.making")
    private let merging = IndexingThread("search.merging")

    /// - Parameters:
    ///   - store: The index's own file.
    ///   - feed: What there is to take in.
    ///   - folder: Where the segments are.
    ///   - leases: Those of the index's file.
    ///   - pauses: Measures the pauses.
    ///   - logger: Hears what goes wrong.
    init(
        store: Store, feed: SearchFeed, folder: SegmentFolder, leases: Leases, pauses: any Clock<Duration>,
        logger: Logger
    ) {
        self.store = store
        self.feed = feed
        self.folder = folder
        self.leases = leases
        self.pauses = pauses
        self.logger = logger
    }

    /// Follows until it is cancelled; begins anew after a failure.
    ///
    /// - Throws: `CancellationError`.
    func run() async throws {
        let keeper = LeaseKeeper(leases: leases, name: "search", term: Self.term, clock: pauses, logger: logger)
        while true {
            do {
                try await keeper.run { lease in try await follow(under: lease) }
            } catch let error as CancellationError {
                throw error
            } catch {
                try Task.checkCancellation()
                logger.error("Failed to follow the products", metadata: ["error": "\(error)"])
                try await pauses.sleep(for: Self.term)
            }
        }
    }

    /// Takes in all that there is, and merges; for those who cannot wait.
    ///
    /// - Throws: What a step throws.
    func catchUp() async throws {
        guard let lease = try await leases.acquire("search", for: .seconds(60)) else { return }
        let writer = SearchWriter(store: store, feed: feed, folder: folder, lease: lease)
        try await writer.begin()
        while try await writer.takeIn(limit: Self.batchSize, on: making) != nil {
            _ = try await writer.merge(isIdle: false, on: merging)
        }
        while try await writer.merge(isIdle: true, on: merging) {}
        try await leases.release(lease)
    }

    private func follow(under lease: Lease) async throws {
        let writer = SearchWriter(store: store, feed: feed, folder: folder, lease: lease)
        try await writer.begin()
        let isIdle = IdleMark()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await takeIn(writer, isIdle) }
            group.addTask { try await merge(writer, isIdle) }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    private func takeIn(_ writer: SearchWriter, _ isIdle: IdleMark) async throws {
        var seen: Int64?
        while true {
            let version = try feed.store.dataVersion()
            if version != seen {
                let hasMore = try await writer.takeIn(limit: Self.batchSize, on: making)
                isIdle.set(hasMore != true)
                // Only what was committed after the look at the version is still to come.
                if hasMore != true { seen = version }
                if hasMore == true { continue }
            }
            try await pauses.sleep(for: Self.pause)
        }
    }

    private func merge(_ writer: SearchWriter, _ isIdle: IdleMark) async throws {
        while true {
            if try await !writer.merge(isIdle: isIdle.get(), on: merging) { try await pauses.sleep(for: Self.pause) }
        }
    }
}

/// Whether nothing waits to be taken in.
private final class IdleMark: Sendable {
    private let value = Mutex(false)

    func set(_ isIdle: Bool) { value.withLock { $0 = isIdle } }
    func get() -> Bool { value.withLock { $0 } }
}
