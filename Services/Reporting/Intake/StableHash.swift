import Crypto

/// 64 bits that stand for some texts, the same on every machine and for ever.
package enum StableHash {
    /// The first bytes of SHA-256 over the texts, each ended by a zero byte, which no text of JSON that is counted holds.
    package static func of(_ texts: String...) -> UInt64 {
        var bytes: [UInt8] = []
        for text in texts {
            bytes.append(contentsOf: text.utf8)
            bytes.append(0)
        }
        return unsafe SHA256.hash(data: bytes).withUnsafeBytes { digest in
            // A digest has 32 bytes.
            unsafe UInt64(bigEndian: digest.loadUnaligned(as: UInt64.self))
        }
    }
}
