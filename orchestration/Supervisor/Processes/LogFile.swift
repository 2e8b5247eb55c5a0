import FoundationEssentials
import Glibc

/// The log of one instance: the process appends to it by itself, so that nothing is lost while no supervisor runs.
package struct LogFile: Sendable, Equatable {
    package let path: String
    /// Past it the file is rotated; with its predecessor an instance's log takes twice as much.
    package let limit: Int

    package init(path: String, limit: Int = 16 << 20) {
        self.path = path
        self.limit = limit
    }

    /// The file that holds what was before.
    package var predecessor: String { path + ".1" }

    /// Moves the contents away when the file is past its limit.
    ///
    /// It is copied and truncated rather than renamed: the process holds it open, appending (O_APPEND), and goes on at the
    /// new end. A line that is written between the copy and the truncation is lost, which the bound is worth.
    ///
    /// - Throws: What the file system throws, or ``ProcessFailure``.
    package func rotateIfNeeded() throws {
        guard let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int, size > limit else {
            return
        }
        let old = predecessor
        if FileManager.default.fileExists(atPath: old) { try FileManager.default.removeItem(atPath: old) }
        try FileManager.default.copyItem(atPath: path, toPath: old)
        guard unsafe truncate(path, 0) == 0 else { throw ProcessFailure("truncate \(path)", errno: errno) }
    }

    /// The last lines, oldest first; at most 256 KiB are looked at.
    package func tail(lines: Int) -> [String] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        let size = lseek(descriptor, 0, SEEK_END)
        let start = max(0, size - 256 << 10)
        var bytes = [UInt8](repeating: 0, count: max(0, size - start))
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe pread(descriptor, $0.baseAddress, $0.count, start) }
        guard count > 0 else { return [] }
        var found = bytes[..<count].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if found.last?.isEmpty == true { found.removeLast() }
        // The first line was probably cut.
        if start > 0, found.count > 1 { found.removeFirst() }
        return found.suffix(lines).map { String(decoding: $0, as: UTF8.self) }
    }
}
