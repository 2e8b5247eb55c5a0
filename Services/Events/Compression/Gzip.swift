import CZlib

/// Gzip (RFC 1952), by zlib.
enum Gzip {
    /// The largest window, in a wrapping of gzip (zlib's manual, inflateInit2).
    private static let window = MAX_WBITS + 16

    static func expand(_ bytes: ArraySlice<UInt8>, limit: Int) -> [UInt8]? {
        // Zlib takes the sizes of its buffers in 32 bits; a batch has fewer.
        guard bytes.count < Int32.max, limit < Int32.max else { return nil }
        var stream = unsafe z_stream()
        let size = unsafe Int32(MemoryLayout<z_stream>.size)
        guard unsafe inflateInit2_(&stream, window, ZLIB_VERSION, size) == Z_OK else { return nil }
        defer { unsafe inflateEnd(&stream) }
        var buffer = ExpandingBuffer(expanding: bytes.count, limit: limit)
        return unsafe bytes.withUnsafeBytes { input in
            unsafe buffer.run(input) { left, room in
                // The pointers are valid for the call of inflate and replaced before the next. It does not write its input.
                unsafe stream.next_in = UnsafeMutablePointer(
                    mutating: left.baseAddress?.assumingMemoryBound(to: Bytef.self))
                unsafe stream.avail_in = UInt32(left.count)
                unsafe stream.next_out = room.baseAddress?.assumingMemoryBound(to: Bytef.self)
                unsafe stream.avail_out = UInt32(room.count)
                let code = unsafe inflate(&stream, Z_NO_FLUSH)
                guard code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR else { return nil }
                return ExpandingBuffer.Step(
                    consumed: unsafe left.count - Int(stream.avail_in),
                    produced: unsafe room.count - Int(stream.avail_out), isFinished: code == Z_STREAM_END)
            }
        }
    }

    static func compress(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var stream = unsafe z_stream()
        let size = unsafe Int32(MemoryLayout<z_stream>.size)
        let code = unsafe deflateInit2_(
            &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
        precondition(code == Z_OK, "Zlib has no memory.")
        defer { unsafe deflateEnd(&stream) }
        let bound = unsafe Int(deflateBound(&stream, UInt(bytes.count)))
        return unsafe bytes.withUnsafeBytes { input in
            unsafe [UInt8](unsafeUninitializedCapacity: bound) { output, count in
                // The bound is that of the library for this input, so that one call writes it all.
                unsafe stream.next_in = UnsafeMutablePointer(
                    mutating: input.baseAddress?.assumingMemoryBound(to: Bytef.self))
                unsafe stream.avail_in = UInt32(input.count)
                unsafe stream.next_out = output.baseAddress
                unsafe stream.avail_out = UInt32(bound)
                let code = unsafe deflate(&stream, Z_FINISH)
                precondition(code == Z_STREAM_END, "Zlib's bound of its output does not hold.")
                count = unsafe bound - Int(stream.avail_out)
            }
        }
    }
}
