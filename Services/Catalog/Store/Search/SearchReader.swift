import Logging
import MeshStore
import Synchronization

/// The index as searches see it, new as soon as any process has changed it.
final class SearchReader: Sendable {
    /// The snapshot, and the manifest that it was made from.
    private struct Known {
        var version: Int64?
        var rows: [SearchManifest.Row] = []
        var snapshot = SearchSnapshot()
    }

    /// A segment may go between the look at the manifest and the look at the file; so often it is read anew.
    private static let attempts = 5

    private let store: Store
    private let folder: SegmentFolder
    private let logger: Logger
    private let known = Mutex(Known())

    init(store: Store, folder: SegmentFolder, logger: Logger) {
        self.store = store
        self.folder = folder
        self.logger = logger
    }

    /// The current snapshot.
    ///
    /// - Throws: `StoreError`.
    func snapshot() throws -> SearchSnapshot {
        try known.withLock { known in
            let version = try store.dataVersion()
            guard version != known.version else { return known.snapshot }
            for attempt in 1...Self.attempts {
                let rows = try store.fastRead { db in
                    // Segments of another form are another program's.
                    try SearchManifest.position(db) == nil ? [] : SearchManifest.rows(db)
                }
                let parts = rows.compactMap { part(of: $0, known) }
                guard parts.count == rows.count || attempt == Self.attempts else { continue }
                if parts.count < rows.count {
                    logger.error("Segments of the search index are missing", metadata: ["segments": "\(rows.count)"])
                }
                folder.keep(only: Set(rows.map(\.file)))
                known = Known(
                    version: parts.count == rows.count ? version : nil, rows: rows,
                    snapshot: SearchSnapshot(parts: parts))
                break
            }
            return known.snapshot
        }
    }

    private func part(of row: SearchManifest.Row, _ known: Known) -> SearchSnapshot.Part? {
        if known.rows.count == known.snapshot.parts.count, let place = known.rows.firstIndex(of: row) {
            return known.snapshot.parts[place]
        }
        return folder.segment(row.file).map { SearchSnapshot.Part(segment: $0, live: $0.live(without: row.deleted)) }
    }
}

extension Segment {
    /// The documents that are left without some.
    func live(without deleted: [UInt32]) -> DocumentBits {
        var live = DocumentBits(allOf: count)
        for document in deleted where document < count { live.remove(Int(document)) }
        return live
    }
}
