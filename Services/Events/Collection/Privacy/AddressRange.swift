/// A range of addresses by its prefix, written `192.0.2.0/24` (RFC 4632, section 3.1); without a length it is one address.
package struct AddressRange: Hashable, Sendable, LosslessStringConvertible {
    package let start: NetworkAddress
    package let prefixLength: Int

    /// Takes an address and the length of its prefix; bits beyond the prefix are dropped. Nil when either is malformed.
    package init?(_ description: String) {
        let sides = description.split(separator: "/", omittingEmptySubsequences: false)
        guard sides.count <= 2, let address = sides.first.flatMap({ NetworkAddress(String($0)) }) else { return nil }
        var length = address.version.bitCount
        if sides.count == 2 {
            guard let told = Int(sides[1]), (0...length).contains(told) else { return nil }
            length = told
        }
        prefixLength = length
        start = address.truncated(to: length)
    }

    package var description: String { "\(start)/\(prefixLength)" }

    /// Whether an address lies in it.
    package func contains(_ address: NetworkAddress) -> Bool {
        address.version == start.version && address.truncated(to: prefixLength) == start
    }
}
