import MeshTransport
import NIOCore

/// The fields that tell a service who the client is (RFC 7239, and what was there before it) and through whom the
/// request came.
///
/// They differ only by client and host, so they are made once for each pair and then copied as they stand: a small
/// cache that is overwritten in place, owned by one event loop.
struct ForwardingFields {
    private struct Entry {
        let client: PeerAddress?
        let isTLS: Bool
        let version: ConnectionDescription.Version
        let host: [UInt8]
        let block: HeaderBlock
    }

    /// A power of two; what a busy loop sees within some seconds, in a few ten kilobytes.
    private static let slotCount = 256
    /// A longer host is not kept, so that clients do not fill the cache with what they made up.
    private static let maximumHostLength = 255

    private var entries = [Entry?](repeating: nil, count: slotCount)

    /// The fields of a request: `via`, `forwarded` and the `x-forwarded-` ones, in this order.
    ///
    /// - Parameters:
    ///   - connection: Where it came in.
    ///   - client: The peer's address.
    ///   - host: Its `:authority`; empty when it has none.
    mutating func fields(
        of connection: ConnectionDescription, client: PeerAddress?, host: ArraySlice<UInt8>
    ) -> HeaderBlock {
        let slot = Self.slot(client, host)
        if let entry = entries[slot], entry.client == client, entry.isTLS == connection.isTLS,
            entry.version == connection.version, entry.host.elementsEqual(host)
        {
            return entry.block
        }
        let block = Self.make(connection, host: host)
        if host.count <= Self.maximumHostLength {
            entries[slot] = Entry(
                client: client, isTLS: connection.isTLS, version: connection.version, host: Array(host), block: block)
        }
        return block
    }

    private static func slot(_ client: PeerAddress?, _ host: ArraySlice<UInt8>) -> Int {
        var hash = UInt64(truncatingIfNeeded: client?.bits ?? 0) &* 0x9E37_79B9_7F4A_7C15
        for octet in host.prefix(64) { hash = (hash ^ UInt64(octet)) &* 0x100_0000_01B3 }
        return Int(truncatingIfNeeded: hash >> 40) & (slotCount - 1)
    }

    /// The number of fields before those that a trusted proxy in front may have set itself (`x-forwarded-proto`,
    /// `x-forwarded-host`).
    static let unconditionalCount = 3

    private static func make(_ connection: ConnectionDescription, host: ArraySlice<UInt8>) -> HeaderBlock {
        let scheme = connection.isTLS ? "https" : "http"
        let client = clientText(connection.remoteAddress)
        let hostText = String(decoding: host, as: UTF8.self)
        var block = HeaderBlock(reservingFields: 5, bytes: 256)
        block.append("via", "\(connection.version == .http2 ? "2" : "1.1") orrery")
        var forwarded = "for=\(client.forwarded);proto=\(scheme)"
        if !host.isEmpty { forwarded += ";host=\(quoted(hostText))" }
        block.append("forwarded", forwarded)
        block.append("x-forwarded-for", client.plain)
        block.append("x-forwarded-proto", scheme)
        if !host.isEmpty { block.append("x-forwarded-host", hostText) }
        return block
    }

    /// An address as RFC 7239, section 6, writes it, and as `x-forwarded-for` does.
    private static func clientText(_ address: SocketAddress?) -> (forwarded: String, plain: String) {
        guard let address, let text = address.ipAddress else { return ("unknown", "unknown") }
        return text.contains(":") ? ("\"[\(text)]\"", text) : (text, text)
    }

    private static func quoted(_ text: String) -> String {
        let isToken = text.utf8.allSatisfy { octet in
            (0x30...0x39).contains(octet) || (0x41...0x5A).contains(octet) || (0x61...0x7A).contains(octet)
                || octet == UInt8(ascii: ".") || octet == UInt8(ascii: "-") || octet == UInt8(ascii: "_")
        }
        if isToken { return text }
        let escaped = text.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] }
        return "\"\(String(escaped))\""
    }
}
