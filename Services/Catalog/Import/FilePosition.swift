/// A place in a file, with what tells that everything before it is the same file.
struct FilePosition: Equatable, Sendable {
    /// Bytes before it.
    var bytes: Int64 = 0
    /// Ends of lines before it.
    var lines: Int64 = 0
    /// A hash of the bytes before it (FNV-1a of 64 bits: against mistakes, not against forgery).
    var fingerprint: UInt64 = 0xCBF2_9CE4_8422_2325

    /// Goes over a byte.
    @inline(__always)
    mutating func pass(_ byte: UInt8) {
        bytes += 1
        if byte == UInt8(ascii: "\n") { lines += 1 }
        fingerprint = (fingerprint ^ UInt64(byte)) &* 0x100_0000_01B3
    }
}
