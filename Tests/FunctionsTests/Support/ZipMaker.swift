@testable import Functions

/// Makes zip archives, each file stored as it is.
struct ZipMaker {
    private var entries: [UInt8] = []
    private var directory: [UInt8] = []
    private var count: UInt16 = 0

    /// Adds a file.
    ///
    /// - Parameter mode: The UNIX mode with the kind of file.
    mutating func add(_ name: String, _ bytes: [UInt8], mode: UInt32 = 0o100644) {
        let offset = UInt32(entries.count)
        let (sum, size) = (CRC32.of(bytes), UInt32(bytes.count))
        let name = Array(name.utf8)
        // Version, flags, method, time, date.
        let common =
            Self.little(UInt16(20)) + Self.little(UInt16(0)) + Self.little(UInt16(0))
            + Self.little(UInt16(0)) + Self.little(UInt16(0x21))
        let sizes =
            Self.little(sum) + Self.little(size) + Self.little(size) + Self.little(UInt16(name.count))
            + Self.little(UInt16(0))
        entries += Self.little(UInt32(0x0403_4B50)) + common + sizes + name + bytes
        // Made on UNIX; no comment, the first disk, no internal attributes.
        directory +=
            Self.little(UInt32(0x0201_4B50)) + Self.little(UInt16(0x031E)) + common + sizes
            + Self.little(UInt16(0)) + Self.little(UInt16(0)) + Self.little(UInt16(0)) + Self.little(mode << 16)
            + Self.little(offset) + name
        count += 1
    }

    var bytes: [UInt8] {
        entries + directory + Self.little(UInt32(0x0605_4B50)) + Self.little(UInt16(0)) + Self.little(UInt16(0))
            + Self.little(count) + Self.little(count) + Self.little(UInt32(directory.count))
            + Self.little(UInt32(entries.count)) + Self.little(UInt16(0))
    }

    private static func little<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        (0..<Number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }

    /// An archive with a `bootstrap` in the words of a shell.
    static func script(_ text: String) -> [UInt8] {
        var zip = ZipMaker()
        zip.add("bootstrap", Array("#!/bin/bash\n\(text)\n".utf8), mode: 0o100755)
        return zip.bytes
    }

    /// An archive with this program as its `bootstrap`.
    static func program(_ bytes: [UInt8]) -> [UInt8] {
        var zip = ZipMaker()
        zip.add("bootstrap", bytes, mode: 0o100755)
        return zip.bytes
    }
}
