import FoundationEssentials

/// A zip archive of a function's code (APPNOTE 6.3), made in memory. Files are stored as they are, in the order of their
/// names and without times, so that the same code is always the same archive.
struct CodeArchive: Sendable {
    /// What AWS takes in one request, and the functions service as well.
    static let limit = 50 << 20

    private var files: [(name: String, bytes: [UInt8], isExecutable: Bool)] = []

    /// Adds a file.
    ///
    /// - Parameter name: With slashes, from the root of the code.
    mutating func add(_ name: String, _ bytes: [UInt8], isExecutable: Bool) {
        files.append((name, bytes, isExecutable))
    }

    var isEmpty: Bool { files.isEmpty }

    /// The archive's bytes.
    ///
    /// - Throws: ``CommandFailure`` when it is larger than a request may be.
    func bytes() throws -> [UInt8] {
        var archive: [UInt8] = []
        var directory: [UInt8] = []
        let sorted = files.sorted { $0.name < $1.name }
        for file in sorted {
            let offset = archive.count
            let fields = Self.fields(file.name, file.bytes)
            archive += Self.little(0x0403_4B50, 4) + fields + Array(file.name.utf8) + file.bytes
            guard archive.count < Self.limit else {
                throw CommandFailure.failed("the code has more than \(Self.limit >> 20) MiB")
            }
            let mode: UInt64 = file.isExecutable ? 0o100755 : 0o100644
            // Made on UNIX, so that the mode in the upper half of the external attributes counts.
            directory += Self.little(0x0201_4B50, 4) + Self.little(0x031E, 2) + fields + Self.little(0, 2)
            directory += Self.little(0, 2) + Self.little(0, 2) + Self.little(mode << 16, 4)
            directory += Self.little(UInt64(offset), 4) + Array(file.name.utf8)
        }
        let count = Self.little(UInt64(sorted.count), 2)
        let end = Self.little(0x0605_4B50, 4) + Self.little(0, 4) + count + count
        return archive + directory + end + Self.little(UInt64(directory.count), 4)
            + Self.little(UInt64(archive.count), 4) + Self.little(0, 2)
    }

    /// What the local header and the directory share: version, flags (names are UTF-8), method, time, checksum, sizes.
    private static func fields(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
        let size = little(UInt64(bytes.count), 4)
        // 1980-01-01, the first day that the format knows.
        let moment = little(0, 2) + little(0x21, 2)
        return little(20, 2) + little(0x0800, 2) + little(0, 2) + moment + little(UInt64(Checksum.crc32(bytes)), 4)
            + size + size + little(UInt64(name.utf8.count), 2) + little(0, 2)
    }

    private static func little(_ value: UInt64, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
}
