import FoundationEssentials
import HTTPTypes
import MeshCore
import MeshTransport
import NIOCore

/// The mesh as one handler reaches it: beside its Runtime API, at `/mesh/SERVICE/PATH`, as the service `functions`.
///
/// Handlers have no certificate, and a service believes nobody without one. Whoever may deploy functions may do what this
/// service may; other processes of the machine, which reach the port as well, do not know the key.
struct MeshDoor: Sendable {
    static let prefix = "/mesh/"
    /// The variables that tell a handler where it is, and the key that it sends along.
    static let addressName = "ORRERY_MESH"
    static let keyName = "ORRERY_MESH_KEY"
    /// The most bytes of a body, either way: a training's interactions are some tens of millions.
    static let bodyLimit = 64 << 20

    let mesh: HandlerMesh
    let key: String

    /// Hands a request on, and its answer back.
    func handle(_ path: String, _ request: ServerRequest, _ writer: ResponseWriter) async {
        guard request.head.headerFields[.meshKey] == key else {
            return Self.refuse(writer, .forbidden, "The key of \(Self.keyName) is missing.")
        }
        let rest = path.dropFirst(Self.prefix.count)
        let end = rest.firstIndex(of: "/") ?? rest.endIndex
        guard end < rest.endIndex, let client = mesh.client(of: String(rest[..<end])) else {
            return Self.refuse(
                writer, .notFound, "Handlers reach \(mesh.names): no such service is among them (handlers.reach).")
        }
        var head = HTTPRequest(
            method: request.head.method, scheme: "http", authority: nil, path: String(rest[end...]))
        head.headerFields[.contentType] = request.head.headerFields[.contentType]
        head.headerFields[.idempotencyKey] = request.head.headerFields[.idempotencyKey]
        do {
            let body = try await request.body.collect(upTo: Self.bodyLimit)
            let answer = try await client.send(head, body: body, deadline: Deadline(after: mesh.patience, from: .now()))
            let whole = try await answer.collect(upTo: Self.bodyLimit)
            var told = HTTPResponse(status: answer.status)
            told.headerFields[.contentType] = answer.head.headerFields[.contentType]
            told.headerFields[.contentLength] = String(whole.readableBytes)
            writer.respond(told, body: whole)
        } catch is ServerRequestBody.TooLarge {
            Self.refuse(writer, .contentTooLarge, "A body has at most \(Self.bodyLimit) bytes.")
        } catch {
            Self.refuse(writer, .badGateway, "The service did not answer: \(error)")
        }
    }

    private static func refuse(_ writer: ResponseWriter, _ status: HTTPResponse.Status, _ words: String) {
        var head = HTTPResponse(status: status)
        head.headerFields[.contentType] = "application/json"
        let document: JSONValue = ["errorType": "Mesh", "errorMessage": .string(words)]
        writer.respond(head, body: ByteBuffer(bytes: document.utf8))
    }

    /// A key that nobody guesses.
    static func newKey() -> String {
        var source = SystemRandomNumberGenerator()
        return "\(String(source.next() as UInt64, radix: 36))\(String(source.next() as UInt64, radix: 36))"
    }
}
