import Foundation
import HTTPTypes
import MeshTransport
import NIOCore

@testable import Identity

/// Serves identity's operations on a socket, as if every caller were a service of the mesh.
struct DoorHandler: RequestHandler {
    let door: IdentityDoor
    /// Answers every request with this status instead; nil to let identity answer.
    var outage: HTTPResponse.Status?

    func handle(_ request: ServerRequest, _ writer: ResponseWriter) async {
        do {
            if let outage { return writer.respond(HTTPResponse(status: outage)) }
            let body = try await request.body.collect(upTo: 1 << 20)
            let answer = try await door.send(
                request.head.method, request.head.path ?? "/", body.readableBytes > 0 ? String(buffer: body) : nil,
                peer: "catalog")
            writer.respond(
                HTTPResponse(status: .init(code: answer.status), headerFields: answer.headers),
                body: ByteBuffer(bytes: answer.body))
        } catch {
            writer.abort()
        }
    }
}
