import GRDB
import MeshStore
import Synchronization

/// Changes the index, one step at a time, under a lease: what a crash interrupts has not happened.
struct SearchWriter: Sendable {
    let store: Store
    let feed: SearchFeed
    let folder: SegmentFolder
    let lease: Lease
    private let names: SegmentNames

    init(store: Store, feed: SearchFeed, folder: SegmentFolder, lease: Lease) {
        self.store = store
        self.feed = feed
        self.folder = folder
        self.lease = lease
        names = SegmentNames(fence: lease.fence)
    }

    /// Makes sure that there is an index of this program's form that belongs to this store, and removes what a crash has
    /// left.
    ///
    /// - Throws: `StoreError`.
    func begin() async throws {
        let end = try await feed.end()
        let rows = try await write { [folder] db in
            let rows = try SearchManifest.rows(db)
            let position = try SearchManifest.position(db)
            // A store that was restored from an older copy stands before the index.
            let isOurs = position.map { $0.number <= end.number && $0.sequence <= end.sequence } ?? false
            if isOurs, rows.allSatisfy({ folder.segment($0.file) != nil }) { return rows }
            try SearchManifest.begin(at: SearchPosition(number: 0, sequence: end.sequence), db)
            return []
        }
        try folder.removeAll(but: Set(rows.map(\.file)))
    }

    /// Takes in the next batch.
    ///
    /// - Parameter limit: The most products.
    /// - Returns: Whether there is more already; nil when there was nothing.
    /// - Throws: ``CatalogError/damagedRow(_:)``, `StoreError`, `POSIXError`.
    func takeIn(limit: Int, on thread: IndexingThread) async throws -> Bool? {
        let position = try await store.read { db in try SearchManifest.position(db) } ?? SearchPosition()
        let batch = try await feed.next(after: position, limit: limit)
        guard batch.end != position else { return nil }
        let added: SearchManifest.Row? =
            batch.documents.isEmpty
            ? nil
            : try await thread.run { [folder, names] in
                let (file, _) = try folder.write(names.next()) { try SegmentDraft(batch.documents).write(to: $0) }
                return SearchManifest.Row(file: file, documents: batch.documents.count, deleted: [])
            }
        try await write { [folder] db in
            if !batch.outdated.isEmpty {
                for row in try SearchManifest.rows(db) {
                    guard let segment = folder.segment(row.file) else { continue }
                    let gone = batch.outdated.compactMap { segment.document(of: $0) }.map { UInt32($0) }
                    guard !gone.isEmpty else { continue }
                    var row = row
                    row.deleted = Set(row.deleted).union(gone).sorted()
                    try SearchManifest.save(row, db)
                }
            }
            if let added { try SearchManifest.save(added, db) }
            try SearchManifest.save(batch.end, db)
        }
        if batch.end.sequence != position.sequence { try await feed.trim(to: batch.end) }
        return batch.hasMore
    }

    /// Merges segments that the policy chooses.
    ///
    /// - Parameter isIdle: Whether nothing waits to be taken in.
    /// - Returns: Whether there was anything to merge.
    /// - Throws: `StoreError`, `POSIXError`.
    func merge(isIdle: Bool, on thread: IndexingThread) async throws -> Bool {
        let rows = try await store.read { db in try SearchManifest.rows(db) }
        let sizes = rows.map { MergePolicy.Size(documents: $0.documents, live: $0.liveCount) }
        guard let chosen = MergePolicy.choose(sizes, isIdle: isIdle)?.map({ rows[$0] }) else { return false }
        let (file, count) = try await thread.run { [folder, names] in
            let sources = chosen.compactMap { row in
                folder.segment(row.file).map {
                    SegmentMerger.Source(segment: $0, live: $0.live(without: row.deleted))
                }
            }
            return try folder.write(names.next()) { try SegmentMerger(sources).write(to: $0) }
        }
        try await write { [folder] db in
            let merged = count > 0 ? folder.segment(file) : nil
            var deleted: Set<UInt32> = []
            for row in try SearchManifest.rows(db) {
                guard let before = chosen.first(where: { $0.file == row.file }) else { continue }
                // What went while the segments were merged is gone from the merged one, too.
                let segment = folder.segment(row.file)
                for document in Set(row.deleted).subtracting(before.deleted) {
                    guard let id = segment?.id(Int(document)), let number = merged?.document(of: id) else { continue }
                    deleted.insert(UInt32(number))
                }
                try SearchManifest.remove(row.file, db)
            }
            guard count > 0 else { return }
            try SearchManifest.save(SearchManifest.Row(file: file, documents: count, deleted: deleted.sorted()), db)
        }
        for row in chosen { folder.remove(row.file) }
        if count == 0 { folder.remove(file) }
        return true
    }

    private func write<Result: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Result
    ) async throws -> Result {
        try await store.write { [lease] db in
            try Leases.guardWrite(by: lease, db)
            return try body(db)
        }
    }
}

/// Names of files that no other holder of the lease gives.
private final class SegmentNames: Sendable {
    private let fence: Int64
    private let count = Mutex(0)

    init(fence: Int64) { self.fence = fence }

    func next() -> String {
        count.withLock { count in
            count += 1
            return "\(fence)-\(count)"
        }
    }
}
