import Glibc
import MeshStore

/// A file of columns, open for reading parts of it.
struct SegmentFile: ~Copyable {
    let byteCount: Int
    private let path: String
    private let descriptor: Int32

    /// - Throws: `StoreError` when it cannot be opened.
    init(path: String) throws(StoreError) {
        descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotOpen(path: path, detail: "error \(errno)") }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else {
            Glibc.close(descriptor)
            throw .cannotOpen(path: path, detail: "error \(errno)")
        }
        self.path = path
        byteCount = Int(status.st_size)
    }

    deinit { Glibc.close(descriptor) }

    /// Some bytes.
    ///
    /// - Throws: `StoreError` when the file ends before them.
    func bytes(_ range: Range<Int>) throws(StoreError) -> [UInt8] {
        guard range.upperBound <= byteCount else { throw .corrupt(path: path, detail: "the file ends early") }
        var read = 0
        var failure: Int32 = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
            while read < range.count {
                let part = unsafe pread(
                    descriptor, buffer.baseAddress.map { unsafe $0 + read }, range.count - read,
                    off_t(range.lowerBound + read))
                guard part > 0 else {
                    failure = errno
                    break
                }
                read += part
            }
            count = read
        }
        guard read == range.count else { throw .inputOutput(path: path, detail: "error \(failure)") }
        return bytes
    }
}
