import CLZ4

/// LZ4's frames (LZ4 Frame Format 1.6), by lz4.
enum LZ4 {
    static func expand(_ bytes: ArraySlice<UInt8>, limit: Int) -> [UInt8]? {
        var created: OpaquePointer?
        guard unsafe LZ4F_isError(LZ4F_createDecompressionContext(&created, UInt32(LZ4F_VERSION))) == 0,
            let context = unsafe created
        else { return nil }
        defer { unsafe LZ4F_freeDecompressionContext(context) }
        var buffer = ExpandingBuffer(expanding: bytes.count, limit: limit)
        return unsafe bytes.withUnsafeBytes { input in
            unsafe buffer.run(input) { left, room in
                // The pointers are valid for the call; without `stableDst` the library keeps none of them.
                var consumed = left.count
                var produced = room.count
                let code = unsafe LZ4F_decompress(
                    context, room.baseAddress, &produced, left.baseAddress, &consumed, nil)
                guard LZ4F_isError(code) == 0 else { return nil }
                return ExpandingBuffer.Step(consumed: consumed, produced: produced, isFinished: code == 0)
            }
        }
    }

    static func compress(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        let bound = LZ4F_compressFrameBound(bytes.count, nil)
        return unsafe bytes.withUnsafeBytes { input in
            unsafe [UInt8](unsafeUninitializedCapacity: bound) { output, count in
                // The bound is that of the library for this input and its defaults.
                let code = unsafe LZ4F_compressFrame(
                    output.baseAddress, bound, input.baseAddress, input.count, nil)
                precondition(LZ4F_isError(code) == 0, "Lz4 has no memory.")
                count = code
            }
        }
    }
}
