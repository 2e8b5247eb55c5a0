import CZip
import FoundationEssentials
import Glibc

/// An archive of code, read by libzip; nothing in it is trusted.
struct ZipArchive {
    let path: String

    private static let unreadable = FunctionsError.invalidParameter(
        "Could not unzip uploaded file. Please check your file, then try to upload again.")

    /// Unpacks it into a new folder.
    ///
    /// - Parameters:
    ///   - bytes: How much it may unpack to.
    ///   - entries: How many files and folders it may have.
    /// - Throws: ``FunctionsError`` when it is no archive, or one that would write elsewhere, or too much.
    func unpack(into folder: String, bytes limit: Int, entries: Int) throws {
        var code: Int32 = 0
        guard let archive = unsafe zip_open(path, ZIP_RDONLY, &code) else { throw Self.unreadable }
        // Opened for reading, so there is nothing to be written when it is let go.
        defer { unsafe zip_discard(archive) }
        let count = unsafe zip_get_num_entries(archive, 0)
        guard count > 0 else {
            throw FunctionsError.invalidParameter("Uploaded file must be a non-empty zip")
        }
        guard count <= entries else { throw Self.tooLarge(limit) }
        try Self.make(folder)
        var left = limit
        for index in 0..<UInt64(count) {
            try unsafe unpack(index, of: archive, into: folder, left: &left, limit: limit)
        }
    }

    private func unpack(
        _ index: UInt64, of archive: OpaquePointer, into folder: String, left: inout Int, limit: Int
    ) throws {
        guard let raw = unsafe zip_get_name(archive, index, UInt32(ZIP_FL_ENC_GUESS)) else { throw Self.unreadable }
        let name = unsafe String(cString: raw)
        let parts = name.split(separator: "/", omittingEmptySubsequences: true)
        // A name that leads out of the folder, or none, is not one of a deployment package.
        guard !parts.isEmpty, !name.hasPrefix("/"), !parts.contains(".."), !name.contains("\\") else {
            throw Self.unreadable
        }
        let target = ([folder] + parts.filter { $0 != "." }.map(String.init)).joined(separator: "/")
        if name.hasSuffix("/") { return try Self.make(target) }
        if parts.count > 1 { try Self.make(target.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" }) }
        let mode = unsafe Self.mode(of: index, in: archive)
        guard let file = unsafe zip_fopen_index(archive, index, 0) else { throw Self.unreadable }
        defer { unsafe zip_fclose(file) }
        let bytes = try unsafe Self.read(file, left: &left, limit: limit)
        if mode & UInt32(S_IFMT) == UInt32(S_IFLNK) {
            try Self.link(target, to: String(decoding: bytes, as: UTF8.self))
        } else {
            try Self.write(bytes, to: target, isExecutable: mode & 0o111 != 0)
        }
    }

    /// The UNIX mode that the archive gives; nothing where it was made on another system.
    private static func mode(of index: UInt64, in archive: OpaquePointer) -> UInt32 {
        var system: UInt8 = 0
        var attributes: UInt32 = 0
        guard unsafe zip_file_get_external_attributes(archive, index, 0, &system, &attributes) == 0,
            system == UInt8(ZIP_OPSYS_UNIX)
        else { return 0 }
        return attributes >> 16
    }

    private static func read(_ file: OpaquePointer, left: inout Int, limit: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe chunk.withUnsafeMutableBytes { unsafe zip_fread(file, $0.baseAddress, UInt64($0.count)) }
            guard count >= 0 else { throw unreadable }
            if count == 0 { return bytes }
            left -= Int(count)
            guard left >= 0 else { throw tooLarge(limit) }
            bytes += chunk[..<Int(count)]
        }
    }

    /// Links stay inside of the package: one that never goes up cannot leave it, whichever other links it passes.
    private static func link(_ path: String, to destination: String) throws {
        let isInside = !destination.hasPrefix("/") && !destination.split(separator: "/").contains("..")
        guard isInside, unsafe symlink(destination, path) == 0 else { throw unreadable }
    }

    private static func write(_ bytes: [UInt8], to path: String, isExecutable: Bool) throws {
        do {
            // A name that is there twice, or leads through a link, is not written to.
            try NewFile.write(bytes, to: path, mode: isExecutable ? 0o555 : 0o444, .cached)
        } catch  where [EEXIST, ELOOP, ENOTDIR, ENAMETOOLONG].contains(error.code) {
            throw unreadable
        }
    }

    private static func make(_ folder: String) throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
    }

    private static func tooLarge(_ limit: Int) -> FunctionsError {
        .invalidParameter("Unzipped size must be smaller than \(limit) bytes")
    }
}
