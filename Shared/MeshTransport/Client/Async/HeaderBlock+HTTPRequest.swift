import HTTPTypes
import MeshCore

// The currency of tasks (HTTPTypes) to and from that of the wire.
extension HeaderBlock {
    /// The head of a request as HTTP/2 has it (RFC 9113, section 8.3.1).
    ///
    /// - Parameter authority: The `:authority` of a request that has none.
    init(_ request: HTTPRequest, authority: String) {
        self.init(reservingFields: request.headerFields.count + 6, bytes: 512)
        append(":method", request.method.rawValue)
        append(":scheme", request.scheme ?? "http")
        append(":authority", request.authority ?? authority)
        append(":path", request.path ?? "/")
        if let upgrade = request.extendedConnectProtocol { append(":protocol", upgrade) }
        for field in request.headerFields where !Self.isLeftOut(field.name) {
            append(
                name: field.name.canonicalName.utf8, value: field.value.utf8,
                isSensitive: field.indexingStrategy == .disallow)
        }
    }

    /// Fields of one hop (RFC 9110, section 7.6.1), and the deadline, which each try writes itself.
    private static func isLeftOut(_ name: HTTPField.Name) -> Bool {
        switch name.canonicalName {
        case "connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade", "host",
            Deadline.headerName:
            true
        default: false
        }
    }
}
