import Glibc
import HTTPTypes
import MeshRuntime
import MeshTransport
import NIOCore

/// Finds out where a request came from: from the gateway's word for it, or from the connection.
struct SourceReader: Sendable {
    /// Whether `X-Forwarded-For` is believed of anyone, as when another proxy than the mesh's gateway stands in front. Else it is
    /// believed of the gateway alone, which proves itself by its certificate: a client could write what it likes.
    let trustsForwarded: Bool

    /// The source of a request.
    func source(of head: HTTPRequest, _ context: MeshRequestContext) -> RequestSource {
        let isTrusted = trustsForwarded || context.peer == "gateway"
        let address = (isTrusted ? Self.forwarded(head) : nil) ?? context.connection.remoteAddress?.ipAddress
        let network = address.flatMap(Self.network(of:)) ?? "unknown"
        return RequestSource(address: address, network: network, userAgent: head.headerFields[.userAgent])
    }

    /// The address that the nearest proxy saw: the last of the list, for what stands before it was written by the client.
    private static func forwarded(_ head: HTTPRequest) -> String? {
        guard let name = HTTPField.Name("X-Forwarded-For"), let field = head.headerFields[values: name].last,
            let last = field.split(separator: ",").last
        else { return nil }
        let text = String(last.filter { $0 != " " && $0 != "\t" })
        return network(of: text) == nil ? nil : text
    }

    /// What failures of an address are counted under: the address of IPv4; of IPv6 its first 64 bits, because a customer has at least
    /// those (RFC 6177). Nil when the text is no address.
    static func network(of text: String) -> String? {
        // C would read up to the NUL, and take what stands before it for the whole.
        guard !text.utf8.contains(0) else { return nil }
        var four = in_addr()
        if unsafe inet_pton(AF_INET, text, &four) == 1 { return "4:\(UInt32(bigEndian: four.s_addr))" }
        var six = in6_addr()
        guard unsafe inet_pton(AF_INET6, text, &six) == 1 else { return nil }
        let bytes = unsafe withUnsafeBytes(of: six) { unsafe Array($0) }
        // IPv4 in IPv6's clothes (RFC 4291, section 2.5.5.2) is IPv4.
        if bytes.prefix(10).allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF {
            return "4:\(bytes.suffix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) })"
        }
        return "6:\(bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) })"
    }
}
