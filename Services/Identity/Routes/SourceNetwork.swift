import Glibc

/// What failures of an address are counted under: the address of IPv4; of IPv6 its first 64 bits, because a customer has at least those
/// (RFC 6177).
struct SourceNetwork: Hashable, Sendable {
    let name: String
    /// Whether it is this machine.
    let isLocal: Bool

    /// Where nobody knows it, as behind a UNIX socket.
    static let unknown = SourceNetwork(name: "unknown", isLocal: true)

    private init(name: String, isLocal: Bool) {
        self.name = name
        self.isLocal = isLocal
    }

    private init(four address: UInt32) {
        self.init(name: "4:\(address)", isLocal: address >> 24 == 127)
    }

    /// Reads an address; nil when the text is none.
    init?(_ text: String) {
        // C would read up to the NUL, and take what stands before it for the whole.
        guard !text.utf8.contains(0) else { return nil }
        var four = in_addr()
        if unsafe inet_pton(AF_INET, text, &four) == 1 {
            self.init(four: UInt32(bigEndian: four.s_addr))
            return
        }
        var six = in6_addr()
        guard unsafe inet_pton(AF_INET6, text, &six) == 1 else { return nil }
        let bytes = unsafe withUnsafeBytes(of: six) { unsafe Array($0) }
        // IPv4 in IPv6's clothes (RFC 4291, section 2.5.5.2) is IPv4.
        if bytes.prefix(10).allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF {
            self.init(four: bytes.suffix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) })
        } else {
            let isLoopback = bytes.dropLast().allSatisfy { $0 == 0 } && bytes[15] == 1
            self.init(name: "6:\(bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) })", isLocal: isLoopback)
        }
    }
}
