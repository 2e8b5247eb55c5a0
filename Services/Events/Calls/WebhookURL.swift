import EventCollection

/// Where a webhook's messages go: an address of HTTP without a user, a password or a fragment, whose host is a name or an
/// address and nothing that programs read differently.
package struct WebhookURL: Hashable, Sendable {
    /// As messages are sent to it: the host in lower case, an address in its one canonical text.
    package let text: String
    package let isSecure: Bool
    /// A name, or an address without brackets.
    package let host: String
    package let port: Int

    /// Takes an address; nil for what is none that messages may be sent to.
    package init?(_ text: String) {
        let schemes = [("https://", true), ("http://", false)]
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), !text.contains("#"), !text.contains("\\"),
            let (scheme, isSecure) = schemes.first(where: { text.lowercased().hasPrefix($0.0) })
        else { return nil }
        let rest = text.dropFirst(scheme.count)
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        guard !authority.contains("@"), let (host, port) = Self.parts(of: authority) else { return nil }
        let target = rest.dropFirst(authority.count)
        self.isSecure = isSecure
        self.host = host
        self.port = port ?? (isSecure ? 443 : 80)
        let written = host.contains(":") ? "[\(host)]" : host
        self.text =
            scheme + written + (port.map { ":\($0)" } ?? "") + (target.hasPrefix("/") ? "" : "/") + target
    }

    /// The host in its canonical form, and the port if there is one.
    private static func parts(of authority: Substring) -> (host: String, port: Int?)? {
        var host = authority
        var port: Int?
        let isBracketed = authority.hasPrefix("[")
        if let colon = authority.lastIndex(of: ":"), !isBracketed || authority[colon...].contains("]") == false {
            guard let number = Int(authority[authority.index(after: colon)...]), (1...65535).contains(number) else {
                return nil
            }
            port = number
            host = authority[..<colon]
        }
        if isBracketed {
            guard host.hasSuffix("]"), let address = NetworkAddress(String(host)), !host.contains("%") else {
                return nil
            }
            return (address.description, port)
        }
        if let address = NetworkAddress(String(host)) { return (address.description, port) }
        let name = host.lowercased()
        guard (1...253).contains(name.utf8.count), name.utf8.allSatisfy(isHostByte), !name.hasPrefix("."),
            !name.contains("..")
        else { return nil }
        return (name, port)
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
            UInt8(ascii: "."), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
