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
        let network = address.flatMap(SourceNetwork.init) ?? .unknown
        return RequestSource(
            address: address, network: network.name, isLocal: network.isLocal, userAgent: head.headerFields[.userAgent])
    }

    /// The address that the nearest proxy saw: the last of the list, for what stands before it was written by the client.
    private static func forwarded(_ head: HTTPRequest) -> String? {
        guard let name = HTTPField.Name("X-Forwarded-For"), let field = head.headerFields[values: name].last,
            let last = field.split(separator: ",").last
        else { return nil }
        let text = String(last.filter { $0 != " " && $0 != "\t" })
        return SourceNetwork(text) == nil ? nil : text
    }
}
