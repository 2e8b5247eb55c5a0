import Glibc

/// Reads what is appended to a file, also after it was truncated.
final class LogFollower {
    private let path: String
    private var offset: Int
    private var lines = LineBuffer()

    init(path: String, fromEnd: Bool) {
        self.path = path
        offset = fromEnd ? Self.size(of: path) : 0
    }

    /// The lines that came since it was asked last; at most a mebibyte at a time.
    func newLines() -> [String] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        if lseek(descriptor, 0, SEEK_END) < offset { offset = 0 }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe pread(descriptor, $0.baseAddress, $0.count, offset) }
        guard count > 0 else { return [] }
        offset += count
        return lines.append(bytes[..<count])
    }

    private static func size(of path: String) -> Int {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return 0 }
        defer { close(descriptor) }
        return max(0, lseek(descriptor, 0, SEEK_END))
    }
}
