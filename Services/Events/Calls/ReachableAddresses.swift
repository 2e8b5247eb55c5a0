package import EventCollection

/// Which addresses messages may be sent to, so that nobody who can make a webhook reaches what only this machine or its network
/// should: all that the world can reach, and the networks that the mesh's configuration adds.
package struct ReachableAddresses: Hashable, Sendable {
    /// Networks that are reached although they are not public.
    package let added: [AddressRange]

    package init(added: [AddressRange]) { self.added = added }

    /// What IANA's registries of special addresses do not call globally reachable (RFC 6890), and what reaches such addresses
    /// by another name: NAT64 (RFC 6052, RFC 8215), 6to4 (RFC 3056), Teredo (RFC 4380).
    private static let special = [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
    ].map(range)
    /// All that is given out for the world (RFC 4291, section 2.4): the rest of IPv6 is none of it.
    private static let worldwide = range("2000::/3")

    /// Whether messages may be sent there.
    package func contains(_ address: NetworkAddress) -> Bool {
        if isAdded(address) { return true }
        if address.version == .six, !Self.worldwide.contains(address) { return false }
        return !Self.special.contains { $0.contains(address) }
    }

    /// Whether the address is of a network that the configuration adds: there messages may go without TLS.
    package func isAdded(_ address: NetworkAddress) -> Bool { added.contains { $0.contains(address) } }

    private static func range(_ text: String) -> AddressRange {
        guard let range = AddressRange(text) else { preconditionFailure("\(text) is no network") }
        return range
    }
}
