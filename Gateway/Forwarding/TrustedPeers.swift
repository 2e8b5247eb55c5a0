/// The proxies in front whose word about the client is taken: networks in CIDR notation (RFC 4632).
package struct TrustedPeers: Sendable, Equatable {
    private struct Network: Equatable {
        let bits: UInt128
        let length: Int

        func contains(_ address: PeerAddress) -> Bool {
            length == 0 || (bits ^ address.bits) >> UInt128(128 - length) == 0
        }
    }

    private let networks: [Network]

    /// Nobody is trusted.
    package static let none = TrustedPeers(networks: [])

    private init(networks: [Network]) {
        self.networks = networks
    }

    /// Reads networks (`10.0.0.0/8`, `2001:db8::/32`) and single addresses.
    ///
    /// - Throws: ``Malformed`` with the first text that is none.
    package init(_ texts: [String]) throws(Malformed) {
        var networks: [Network] = []
        for text in texts {
            guard let network = Self.network(text) else { throw Malformed(text: text) }
            networks.append(network)
        }
        self.networks = networks
    }

    /// A text that is no network.
    package struct Malformed: Error, Equatable {
        package let text: String
    }

    /// Whether a peer is one of them; a peer without an IP address is not.
    package func contains(_ address: PeerAddress?) -> Bool {
        guard !networks.isEmpty, let address else { return false }
        return networks.contains { $0.contains(address) }
    }

    private static func network(_ text: String) -> Network? {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let address = PeerAddress(String(first)) else { return nil }
        let offset = address.isIPv4 ? 96 : 0
        guard parts.count == 2 else { return Network(bits: address.bits, length: 128) }
        guard let length = Int(parts[1]), (0...(128 - offset)).contains(length) else { return nil }
        return Network(bits: address.bits, length: length + offset)
    }
}
