import EventCompression
import EventLog
import FoundationEssentials

/// A zip archive of a function's code (APPNOTE 6.3), made in memory. Files are deflated, in the order of their names and without
/// times, so that the same code is always the same archive.
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
            let (fields, deflated) = Self.deflated(file.name, file.bytes)
            archive += Self.little(0x0403_4B50, 4) + fields + Array(file.name.utf8) + deflated
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

    /// What the local header and the directory share (version, flags: names are UTF-8, method, time, checksum, sizes), and the file,
    /// deflated: what gzip (RFC 1952) has between its ten bytes of a head and its end, which begins with the same checksum.
    private static func deflated(_ name: String, _ bytes: [UInt8]) -> (fields: [UInt8], bytes: ArraySlice<UInt8>) {
        let packed = SystemCompression().compress(bytes[...], .gzip)
        let body = packed[10..<packed.count - 8]
        let checksum = Array(packed[body.endIndex..<body.endIndex + 4])
        let sizes = little(UInt64(body.count), 4) + little(UInt64(bytes.count), 4)
        // 1980-01-01, the first day that the format knows.
        let moment = little(0, 2) + little(0x21, 2)
        let fields =
            little(20, 2) + little(0x0800, 2) + little(8, 2) + moment + checksum + sizes
            + little(UInt64(name.utf8.count), 2) + little(0, 2)
        return (fields, body)
    }

    private static func little(_ value: UInt64, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
}
