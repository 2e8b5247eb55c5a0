import Crypto

/// 64 bits that stand for some texts, the same on every machine and for ever: the first bytes of SHA-256 over the texts, each
/// ended by a zero byte, which no text of JSON that is counted holds.
package struct StableHash {
    /// What is hashed; kept so that it is not made anew for each.
    private var bytes: [UInt8] = []

    /// The hash of some texts.
    package static func of(_ texts: String...) -> UInt64 {
        var hash = StableHash()
        return hash.hash { hash in
            for text in texts { hash.add(text) }
        }
    }

    /// The hash of what the body adds.
    mutating func hash(_ add: (inout StableHash) -> Void) -> UInt64 {
        bytes.removeAll(keepingCapacity: true)
        add(&self)
        return unsafe SHA256.hash(data: bytes).withUnsafeBytes { digest in
            // A digest has 32 bytes.
            unsafe UInt64(bigEndian: digest.loadUnaligned(as: UInt64.self))
        }
    }

    mutating func add(_ text: String) {
        bytes.append(contentsOf: text.utf8)
        bytes.append(0)
    }

    /// Adds a part of a text.
    mutating func add(_ text: Span<UInt8>, _ range: Range<Int>) {
        for place in range { bytes.append(text[place]) }
        bytes.append(0)
    }
}
