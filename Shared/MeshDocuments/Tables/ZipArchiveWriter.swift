import CZip
import Glibc

/// Packs files into a ZIP archive by libzip; the same files make the same bytes.
enum ZipArchiveWriter {
    /// The first of January 1980, in the encoding of MS-DOS: the earliest that an archive can tell.
    private static let firstDay: UInt16 = 1 << 5 | 1

    /// - Parameter files: Names and contents, in the order in which they are to lie there.
    /// - Returns: The whole archive.
    /// - Throws: ``SpreadsheetFailure`` when memory has run out.
    static func bytes(of files: [(name: String, content: String)]) throws(SpreadsheetFailure) -> [UInt8] {
        var error = unsafe zip_error_t()
        unsafe zip_error_init(&error)
        defer { unsafe zip_error_fini(&error) }
        guard let target = unsafe zip_source_buffer_create(nil, 0, 0, &error) else { throw unsafe failure(&error) }
        // Kept for us: closing the archive lets go of its own hold.
        unsafe zip_source_keep(target)
        defer { unsafe zip_source_free(target) }
        guard let archive = unsafe zip_open_from_source(target, ZIP_TRUNCATE, &error) else {
            // It has not taken the hold that was its own.
            unsafe zip_source_free(target)
            throw unsafe failure(&error)
        }
        for file in files {
            guard unsafe add(file.name, Array(file.content.utf8), to: archive) else {
                defer { unsafe zip_discard(archive) }
                throw unsafe failure(zip_get_error(archive))
            }
        }
        guard unsafe zip_close(archive) == 0 else {
            defer { unsafe zip_discard(archive) }
            throw unsafe failure(zip_get_error(archive))
        }
        return try unsafe read(target)
    }

    /// Whether a file could be added.
    private static func add(_ name: String, _ content: [UInt8], to archive: OpaquePointer) -> Bool {
        // Read when the archive is closed, so it is a copy that libzip lets go of.
        guard let copy = unsafe malloc(max(content.count, 1)) else { return false }
        unsafe content.withUnsafeBytes {
            unsafe copy.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(copy), byteCount: $0.count)
        }
        guard let source = unsafe zip_source_buffer(archive, copy, UInt64(content.count), 1) else {
            unsafe free(copy)
            return false
        }
        let index = unsafe zip_file_add(archive, name, source, UInt32(ZIP_FL_ENC_UTF_8))
        guard index >= 0 else {
            unsafe zip_source_free(source)
            return false
        }
        return unsafe zip_file_set_dostime(archive, UInt64(index), 0, firstDay, 0) == 0
    }

    private static func read(_ source: OpaquePointer) throws(SpreadsheetFailure) -> [UInt8] {
        var status = unsafe zip_stat_t()
        guard unsafe zip_source_stat(source, &status) == 0, unsafe zip_source_open(source) == 0 else {
            throw unsafe failure(zip_source_error(source))
        }
        defer { unsafe zip_source_close(source) }
        let size = unsafe Int(status.size)
        var bytes = [UInt8](repeating: 0, count: size)
        let count = unsafe bytes.withUnsafeMutableBytes {
            unsafe zip_source_read(source, $0.baseAddress, UInt64($0.count))
        }
        guard count == Int64(size) else { throw unsafe failure(zip_source_error(source)) }
        return bytes
    }

    private static func failure(_ error: UnsafeMutablePointer<zip_error_t>?) -> SpreadsheetFailure {
        unsafe SpreadsheetFailure(detail: zip_error_strerror(error).map { unsafe String(cString: $0) } ?? "unknown")
    }
}
