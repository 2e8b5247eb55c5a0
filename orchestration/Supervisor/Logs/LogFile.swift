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

    /// The last lines, oldest first.
    package func tail(lines: Int) -> [String] {
        let bytes = read(from: start(ofLast: lines).offset, upTo: 2 * limit)
        var found = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if found.last?.isEmpty == true { found.removeLast() }
        return found.suffix(lines).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Where the last lines begin, and how many there are; fewer when the file has no more.
    func start(ofLast lines: Int) -> (offset: Int, lines: Int) {
        var offset = size
        var found = 0
        // From the end, by blocks, as far as it takes.
        while offset > 0, lines > 0 {
            let block = max(0, offset - 1 << 16)
            let bytes = read(from: block, upTo: offset - block)
            for position in bytes.indices.reversed() where bytes[position] == UInt8(ascii: "\n") {
                // The end of the last line begins none.
                if block + position + 1 == size { continue }
                found += 1
                if found == lines { return (block + position + 1, lines) }
            }
            offset = block
        }
        return lines > 0 ? (0, size > 0 ? found + 1 : 0) : (size, 0)
    }

    /// How many bytes it has; 0 when it is not there.
    var size: Int {
        withDescriptor { max(0, lseek($0, 0, SEEK_END)) } ?? 0
    }

    /// The bytes from an offset on, as far as they are there.
    func read(from offset: Int, upTo limit: Int) -> [UInt8] {
        withDescriptor { descriptor in
            var bytes = [UInt8](repeating: 0, count: max(0, min(limit, lseek(descriptor, 0, SEEK_END) - offset)))
            let count = unsafe bytes.withUnsafeMutableBytes {
                unsafe pread(descriptor, $0.baseAddress, $0.count, offset)
            }
            bytes.removeLast(bytes.count - max(0, count))
            return bytes
        } ?? []
    }

    private func withDescriptor<Value>(_ work: (Int32) -> Value) -> Value? {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        return work(descriptor)
    }
}
