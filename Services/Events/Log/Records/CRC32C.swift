import CChecksum

/// The checksum of record batches: CRC-32C (Castagnoli; RFC 3720, appendix B.4).
///
/// By the processor's instruction where it has one (some 8 GB/s), by a table elsewhere.
package enum CRC32C {
    /// The checksum of bytes.
    package static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        unsafe bytes.withUnsafeBytes { unsafe checksum($0) }
    }

    /// The checksum of bytes in memory.
    package static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
        // The pointer is valid for the count, and nothing of it is kept.
        ~(hasInstruction ? unsafe orrery_crc32c(~0, bytes.baseAddress, bytes.count) : unsafe tabled(~0, bytes))
    }

    private static let hasInstruction = orrery_has_crc32c() != 0

    /// The same without the instruction, a byte at a time.
    static func tabled(_ remainder: UInt32, _ bytes: UnsafeRawBufferPointer) -> UInt32 {
        var remainder = remainder
        for index in bytes.indices {
            let byte = unsafe bytes[index]
            remainder = table[Int(UInt8(truncatingIfNeeded: remainder) ^ byte)] ^ (remainder >> 8)
        }
        return remainder
    }

    /// What each byte does to the remainder: the polynomial 0x1EDC6F41, its bits reversed.
    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { remainder, _ in (remainder >> 1) ^ (remainder & 1 == 0 ? 0 : 0x82F6_3B78) }
    }
}
