import CZlib

/// Decompression of request bodies (RFC 1950 and 1952).
enum Inflation {
    /// Why a compressed body cannot be read.
    enum Failure: Error {
        /// It is not of its format, or ends too early.
        case malformed
        /// It would be longer than is allowed.
        case tooLong
    }

    /// Undoes gzip or zlib's format, whichever the bytes begin with; members of gzip may follow each other.
    ///
    /// - Parameters:
    ///   - bytes: The compressed body.
    ///   - limit: How long the result may be in bytes, so that no small body fills the memory.
    static func inflate(_ bytes: [UInt8], limit: Int) throws(Failure) -> [UInt8] {
        var input = bytes
        var output: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        var stream = unsafe z_stream()
        // 15 is the largest window, 32 more lets zlib tell gzip from zlib.
        guard unsafe inflateInit2_(&stream, 47, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw .malformed
        }
        defer { unsafe inflateEnd(&stream) }
        var failure: Failure?
        unsafe input.withUnsafeMutableBufferPointer { source in
            unsafe stream.next_in = source.baseAddress
            unsafe stream.avail_in = UInt32(source.count)
            while failure == nil {
                let (status, count) = unsafe step(&stream, into: &chunk)
                output += chunk[..<count]
                if output.count > limit {
                    failure = .tooLong
                } else if status == Z_STREAM_END {
                    guard unsafe stream.avail_in > 0 else { return }
                    if unsafe inflateReset(&stream) != Z_OK { failure = .malformed }
                } else if unsafe status != Z_OK || (count == 0 && stream.avail_in == 0) {
                    failure = .malformed
                }
            }
        }
        if let failure { throw failure }
        return output
    }

    /// One call of zlib.
    ///
    /// - Returns: Its status, and how many bytes of the chunk it filled.
    private static func step(_ stream: inout z_stream, into chunk: inout [UInt8]) -> (status: Int32, count: Int) {
        unsafe chunk.withUnsafeMutableBufferPointer { buffer in
            unsafe stream.next_out = buffer.baseAddress
            unsafe stream.avail_out = UInt32(buffer.count)
            let status = unsafe CZlib.inflate(&stream, Z_NO_FLUSH)
            return (status, buffer.count - Int(unsafe stream.avail_out))
        }
    }
}
