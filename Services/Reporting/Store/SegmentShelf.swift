import FoundationEssentials
import Glibc
import MeshStore
import ReportAnalysis

/// The files that hold columns, in one folder. A file has its name only when it is whole and on disk, and never changes.
struct SegmentShelf: Sendable {
    private static let suffix = ".ovs"
    private static let draftSuffix = ".draft"

    let folder: String

    /// - Parameter folder: It is made when there is none.
    /// - Throws: What the file system says.
    init(folder: String) throws {
        self.folder = folder
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    /// The name of a file that is to be written.
    ///
    /// - Parameter fence: Of the lease under which it is written, so that no two holders write one file.
    static func name(generation: Int64, day: Int, fence: Int64) -> String { "\(generation)_\(day)_\(fence)\(suffix)" }

    /// Writes a file, and syncs it and the folder's entry.
    ///
    /// - Throws: `StoreError` when it cannot be written.
    func write(_ bytes: [UInt8], as name: String) throws(StoreError) {
        let draft = "\(folder)/\(name)\(Self.draftSuffix)"
        let descriptor = unsafe Glibc.open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(draft) }
        defer { Glibc.close(descriptor) }
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes[written...].withUnsafeBytes { rest in
                unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
            }
            guard count > 0 else { throw failure(draft) }
            written += count
        }
        guard fsync(descriptor) == 0, unsafe rename(draft, "\(folder)/\(name)") == 0 else { throw failure(draft) }
        let entry = unsafe Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard entry >= 0 else { throw failure(folder) }
        defer { Glibc.close(entry) }
        guard fsync(entry) == 0 else { throw failure(folder) }
    }

    /// A whole file.
    ///
    /// - Throws: `StoreError`; `PackedError` when it is not as it was written.
    func segment(_ name: String) throws -> VisitSegment {
        let file = try SegmentFile(path: "\(folder)/\(name)")
        return try VisitSegment(bytes: try file.bytes(0..<file.byteCount))
    }

    /// A file of which a question about journeys reads what it looks at.
    ///
    /// - Throws: As ``segment(_:)``.
    func stored(_ name: String, _ columns: JourneyColumns) throws -> StoredSegment {
        try StoredSegment(try OpenSegment(path: "\(folder)/\(name)"), columns)
    }

    /// The groups of a scan in a file, of which it is read what the scan looks at.
    ///
    /// - Parameter tally: What is counted with, where it does.
    /// - Throws: As ``segment(_:)``; `QueryLimitError` when the values of the dimensions have too many combinations.
    func groups(
        of record: SegmentRecord, for scan: ReportScan, with tally: inout CodeTally
    ) throws -> ReportGroups {
        guard let columns = StoredSegment.columns(for: scan, in: record.moments) else {
            return try segment(record.file, for: scan).groups(for: scan)
        }
        return try stored(record.file, columns).groups(for: scan, columns, with: &tally)
    }

    /// What a scan needs of a file, and nothing else of it.
    private func segment(_ name: String, for scan: ReportScan) throws -> VisitSegment {
        let file = try SegmentFile(path: "\(folder)/\(name)")
        let prefix = try file.bytes(0..<SegmentDirectory.prefixByteCount)
        let length = try SegmentDirectory.byteCount(of: prefix[...])
        let directory = try SegmentDirectory(try file.bytes(0..<length)[...])
        var columns: [ArraySlice<UInt8>] = []
        for range in directory.ranges(for: scan) { columns.append(try file.bytes(range)[...]) }
        return try VisitSegment(directory, for: scan, columns: columns)
    }

    /// Removes what no transaction names: what a crash or a lost lease has left.
    ///
    /// - Parameters:
    ///   - names: Those that are named.
    ///   - fence: Of the lease: files of later holders stay.
    func sweep(but names: Set<String>, fence: Int64) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) where !names.contains(name) {
            let parts = (name.split(separator: ".").first ?? "").split(separator: "_")
            guard parts.count == 3, let theirs = Int64(parts[2]), theirs <= fence else { continue }
            _ = unsafe unlink("\(folder)/\(name)")
        }
    }

    private func failure(_ path: String) -> StoreError {
        errno == ENOSPC ? .full(path: path) : .inputOutput(path: path, detail: "error \(errno)")
    }
}
