import CSnappy

/// Snappy, by the library of that name: one block, as librdkafka writes it, or the blocks with lengths of snappy-java, which
/// Kafka's Java clients write.
enum Snappy {
    /// What snappy-java begins with: a byte that no block of this length begins with, its name, and two versions.
    private static let magic: [UInt8] = [0x82, 0x53, 0x4E, 0x41, 0x50, 0x50, 0x59, 0x00]
    private static let headerLength = 16

    /// The most that a byte of a block can stand for: a copy of 64 bytes takes three.
    private static let largestRatio = 64

    static func expand(_ bytes: ArraySlice<UInt8>, limit: Int) -> [UInt8]? {
        guard bytes.starts(with: magic) else { return block(bytes, limit: limit) }
        var rest = bytes.dropFirst(headerLength)
        var output: [UInt8] = []
        while !rest.isEmpty {
            guard rest.count >= 4 else { return nil }
            let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(4)
            guard length <= rest.count, let block = block(rest.prefix(length), limit: limit - output.count) else {
                return nil
            }
            output += block
            rest = rest.dropFirst(length)
        }
        return output
    }

    static func compress(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var length = snappy_max_compressed_length(bytes.count)
        return unsafe bytes.withUnsafeBytes { input in
            unsafe [UInt8](unsafeUninitializedCapacity: length) { output, count in
                // The length is the library's own bound for this input; bytes are bytes, signed or not.
                let status = unsafe snappy_compress(
                    input.baseAddress?.assumingMemoryBound(to: CChar.self), input.count,
                    output.withMemoryRebound(to: CChar.self) { $0.baseAddress }, &length)
                precondition(status == SNAPPY_OK, "Snappy's bound of its output does not hold.")
                count = length
            }
        }
    }

    private static func block(_ bytes: ArraySlice<UInt8>, limit: Int) -> [UInt8]? {
        unsafe bytes.withUnsafeBytes { raw in
            // Bytes are bytes, signed or not; the pointer lives as long as the call.
            let input = unsafe raw.baseAddress?.assumingMemoryBound(to: CChar.self)
            var length = 0
            guard unsafe snappy_uncompressed_length(input, raw.count, &length) == SNAPPY_OK, length <= limit,
                length <= raw.count * largestRatio
            else { return nil }
            var isValid = false
            let output = unsafe [UInt8](unsafeUninitializedCapacity: length) { output, count in
                isValid =
                    unsafe snappy_uncompress(
                        input, raw.count, output.withMemoryRebound(to: CChar.self) { $0.baseAddress }, &length)
                    == SNAPPY_OK
                count = isValid ? length : 0
            }
            return isValid ? output : nil
        }
    }
}
