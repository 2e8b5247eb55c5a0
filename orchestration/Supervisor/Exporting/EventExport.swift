import EventCollection
import EventsAPI
import MeshCore

/// Writes what was collected of a site into files, partition by partition in the order of the log.
///
/// A file speaks of a block of offsets, beginning at a multiple of it, so the same part of the log makes the same bytes, whether in one
/// run or in many. The last file of a partition is made anew when there is more.
struct EventExport {
    /// How far it is.
    struct Progress: Sendable {
        var partition: Int
        /// Records of all sites in the partition that were read, and that there are.
        var read: Int64
        var toRead: Int64
        /// Events of the site so far, in all partitions.
        var events: Int
    }

    private let source: any ExportSource
    private let folder: ExportFolder
    private let days: ExportDays
    private let block: Int64
    private let tell: (Progress) -> Void
    private(set) var manifest: ExportManifest
    /// Batches that their producers have broken, and that were passed over in this run.
    private(set) var brokenBatches = 0

    /// Offsets of a file: some 60 MB where all events are of one site.
    static let fileBlock: Int64 = 65_536

    /// - Parameters:
    ///   - manifest: What the folder holds already, or what it is to hold.
    ///   - block: Offsets of a file; a folder has one number of them for good.
    ///   - tell: Is told of each page.
    init(
        _ manifest: ExportManifest, days: ExportDays, from source: any ExportSource, into folder: ExportFolder,
        block: Int64 = fileBlock, tell: @escaping (Progress) -> Void
    ) {
        self.block = block
        self.manifest = manifest
        self.days = days
        self.source = source
        self.folder = folder
        self.tell = tell
    }

    /// Exports what is not exported yet.
    ///
    /// - Throws: ``CommandFailure``; ``ProcessFailure``.
    mutating func run() async throws {
        for partition in 0..<(try await source.partitionCount()) { try await export(partition) }
        try folder.write(manifest)
    }

    private mutating func export(_ partition: Int) async throws {
        let end = try await endOffset(of: partition)
        var state = try await self.state(of: partition)
        guard state.nextOffset < end else { return }
        // The file that was not full begins anew.
        var mark = state.resume
        manifest.files.removeAll { $0.partition == partition && $0.firstOffset >= mark.offset }
        while mark.offset < end {
            let blockEnd = min((mark.offset / block + 1) * block, end)
            let next = try await write(partition, from: mark, to: blockEnd, of: state.firstOffset..<end)
            if blockEnd % block == 0 { state.resume = next }
            state.nextOffset = next.offset
            mark = next
            manifest.partitions.removeAll { $0.partition == partition }
            manifest.partitions.append(state)
            manifest.partitions.sort { $0.partition < $1.partition }
            manifest.files.sort { ($0.partition, $0.firstOffset) < ($1.partition, $1.firstOffset) }
            // A command that is cut off goes on behind the last whole file.
            try folder.write(manifest)
        }
    }

    /// Writes one file, if there is an event of the site for it.
    ///
    /// - Returns: Where the next begins.
    private mutating func write(
        _ partition: Int, from mark: ExportManifest.Mark, to end: Int64, of whole: Range<Int64>
    ) async throws -> ExportManifest.Mark {
        let name = ExportFolder.name(of: partition, from: mark.offset)
        var (next, rows) = (mark, ExportRows?.none)
        while next.offset < end {
            let page = try await source.values(of: partition, from: next.offset)
            brokenBatches += page.broken.count { $0.upperBound >= next.offset && $0.lowerBound < end }
            for item in page.items where item.offset >= next.offset && item.offset < end {
                guard let value = item.value, let event = Self.event(value), event.site == manifest.site else {
                    continue
                }
                let newest = max(next.newest ?? .min, event.receivedAt.milliseconds)
                next.newest = newest
                let file = try rows ?? ExportRows(path: folder.path + "/" + name)
                rows = file
                try file.append(
                    ExportRows.Row(
                        partition: partition, offset: item.offset, received: event.receivedAt.milliseconds,
                        newest: newest, value: String(decoding: value, as: UTF8.self)))
            }
            guard page.nextOffset > next.offset else {
                throw CommandFailure.failed("partition \(partition) ends at \(next.offset), before \(end)")
            }
            next.offset = min(page.nextOffset, end)
            tell(
                Progress(
                    partition: partition, read: next.offset - whole.lowerBound, toRead: Int64(whole.count),
                    events: manifest.files.reduce(rows?.rowCount ?? 0) { $0 + $1.rows }))
        }
        if let rows {
            let bytes = try rows.finish()
            manifest.files.append(
                ExportManifest.File(
                    name: name, partition: partition, firstOffset: mark.offset, endOffset: end, rows: rows.rowCount,
                    bytes: bytes))
        }
        return next
    }

    /// How far a partition is exported already.
    private func state(of partition: Int) async throws -> ExportManifest.Partition {
        if let state = manifest.partitions.first(where: { $0.partition == partition }) { return state }
        let first = try await source.place(days.start.map { .time($0) } ?? .earliest, in: partition).offset
        return ExportManifest.Partition(
            partition: partition, firstOffset: first, nextOffset: first,
            resume: ExportManifest.Mark(offset: first, newest: nil))
    }

    private func endOffset(of partition: Int) async throws -> Int64 {
        if let moment = days.end { return try await source.place(.time(moment), in: partition).offset }
        return try await source.place(.earliest, in: partition).end
    }

    /// Records that are no events are passed over, as reporting does.
    private static func event(_ value: ArraySlice<UInt8>) -> CollectedEvent? {
        // What is wrong with the text does not matter: it is no event.
        (try? JSONValue(parsing: value)).flatMap(CollectedEvent.init(json:))
    }
}
