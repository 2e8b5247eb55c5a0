import Glibc

/// A file of the machine, closed with the last reference to it.
final class SystemFile: LogFile {
    let path: String
    private let descriptor: Int32

    init(path: String, flags: Int32) throws(EventLogError) {
        self.path = path
        descriptor = unsafe Glibc.open(path, flags | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw EventLogError(errno: errno, path: path) }
    }

    deinit { close(descriptor) }

    func length() throws(EventLogError) -> Int {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw failure() }
        return Int(status.st_size)
    }

    func read(at position: Int, count: Int) throws(EventLogError) -> [UInt8] {
        var failed = false
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: max(0, count)) { buffer, filled in
            while filled < count {
                // Within the buffer, whose capacity is the count.
                let start = unsafe buffer.baseAddress.map { unsafe $0 + filled }
                let result = unsafe pread(descriptor, start, count - filled, off_t(position + filled))
                if result < 0, errno == EINTR { continue }
                failed = result < 0
                guard result > 0 else { return }
                filled += result
            }
        }
        guard !failed else { throw failure() }
        return bytes
    }

    func write(_ bytes: [UInt8], at position: Int) throws(EventLogError) {
        let complete = unsafe bytes.withUnsafeBytes { buffer in
            var written = 0
            while written < buffer.count {
                // Within the buffer: fewer bytes than it has were written.
                let start = unsafe buffer.baseAddress.map { unsafe $0 + written }
                let result = unsafe pwrite(descriptor, start, buffer.count - written, off_t(position + written))
                if result < 0, errno == EINTR { continue }
                guard result > 0 else { return false }
                written += result
            }
            return true
        }
        guard complete else { throw failure() }
    }

    func sync() throws(EventLogError) {
        guard fdatasync(descriptor) == 0 else { throw failure() }
    }

    /// Syncs a folder, of which fdatasync promises nothing.
    func syncAll() throws(EventLogError) {
        guard fsync(descriptor) == 0 else { throw failure() }
    }

    func truncate(to length: Int) throws(EventLogError) {
        guard ftruncate(descriptor, off_t(length)) == 0 else { throw failure() }
    }

    private func failure() -> EventLogError { EventLogError(errno: errno, path: path) }
}
