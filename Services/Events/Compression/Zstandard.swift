import CZstd

/// Zstandard (RFC 8878), by zstd.
enum Zstandard {
    /// The largest window that is given memory, as a power of two: 8 MiB, that of level 19. RFC 8878, section 3.1.1.1.2,
    /// has every decoder support it; more would be a way to have memory taken by a few bytes.
    private static let largestWindow: Int32 = 23

    static func expand(_ bytes: ArraySlice<UInt8>, limit: Int) -> [UInt8]? {
        guard let context = unsafe ZSTD_createDCtx() else { return nil }
        defer { unsafe ZSTD_freeDCtx(context) }
        guard unsafe ZSTD_isError(ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, largestWindow)) == 0 else {
            return nil
        }
        var buffer = ExpandingBuffer(expanding: bytes.count, limit: limit)
        return unsafe bytes.withUnsafeBytes { source in
            unsafe buffer.run(source) { left, room in
                // The pointers are valid for the call, and made anew for the next.
                var input = unsafe ZSTD_inBuffer(src: left.baseAddress, size: left.count, pos: 0)
                var output = unsafe ZSTD_outBuffer(dst: room.baseAddress, size: room.count, pos: 0)
                let code = unsafe ZSTD_decompressStream(context, &output, &input)
                guard ZSTD_isError(code) == 0 else { return nil }
                return unsafe ExpandingBuffer.Step(consumed: input.pos, produced: output.pos, isFinished: code == 0)
            }
        }
    }

    static func compress(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        let bound = ZSTD_compressBound(bytes.count)
        return unsafe bytes.withUnsafeBytes { input in
            unsafe [UInt8](unsafeUninitializedCapacity: bound) { output, count in
                // The bound is that of the library for this input.
                let code = unsafe ZSTD_compress(
                    output.baseAddress, bound, input.baseAddress, input.count, ZSTD_CLEVEL_DEFAULT)
                precondition(ZSTD_isError(code) == 0, "Zstd has no memory.")
                count = code
            }
        }
    }
}
