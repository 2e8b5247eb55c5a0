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
        try numbers(UInt8.self, at: range.lowerBound, count: range.count)
    }

    /// Numbers that lie one after another, little-endian.
    ///
    /// - Throws: `StoreError` when the file ends before them.
    func numbers<Number: FixedWidthInteger>(
        _ type: Number.Type, at position: Int, count: Int
    ) throws(StoreError) -> [Number] {
        let length = count * (Number.bitWidth / 8)
        guard position + length <= byteCount else { throw .corrupt(path: path, detail: "the file ends early") }
        var read = 0
        var failure: Int32 = 0
        let numbers = unsafe [Number](unsafeUninitializedCapacity: count) { buffer, initialized in
            let bytes = UnsafeMutableRawBufferPointer(buffer)
            while read < length {
                let part = unsafe pread(
                    descriptor, bytes.baseAddress.map { unsafe $0 + read }, length - read, off_t(position + read))
                guard part > 0 else {
                    failure = errno
                    break
                }
                read += part
            }
            initialized = read == length ? count : 0
        }
        guard read == length else { throw .inputOutput(path: path, detail: "error \(failure)") }
        // As they lie, except on machines that have the highest byte first.
        return Number(littleEndian: 1) == 1 ? numbers : numbers.map { Number(littleEndian: $0) }
    }
}
