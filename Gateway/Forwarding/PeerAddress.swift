package import NIOCore

/// The IP address of a peer as 128 bits, IPv4 mapped into IPv6 (RFC 4291, section 2.5.5.2), to be compared at no cost.
package struct PeerAddress: Hashable, Sendable {
    let bits: UInt128

    /// Takes the address of a connection; nil when it is none of IP (a UNIX domain socket).
    package init?(_ address: SocketAddress?) {
        switch address {
        case .v4(let address):
            // The address is four octets in the kernel's structure (ip(7)).
            let octets = unsafe withUnsafeBytes(of: address.address) { unsafe Self.number($0[4..<8]) }
            bits = UInt128(0xFFFF) << 32 | octets
        case .v6(let address):
            // And sixteen in the one of ipv6(7).
            bits = unsafe withUnsafeBytes(of: address.address) { unsafe Self.number($0[8..<24]) }
        case .unixDomainSocket, nil: return nil
        }
    }

    private static func number(_ octets: Slice<UnsafeRawBufferPointer>) -> UInt128 {
        unsafe octets.reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
    }

    /// Reads an address as people write it.
    init?(_ text: String) {
        // An address that cannot be read is none.
        guard let address = try? SocketAddress(ipAddress: text, port: 0) else { return nil }
        self.init(address)
    }

    var isIPv4: Bool { bits >> 32 == 0xFFFF }
}
