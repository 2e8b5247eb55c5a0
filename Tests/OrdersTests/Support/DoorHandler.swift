import HTTPTypes
import MeshTransport
import NIOCore
import Synchronization

/// Serves a door on a socket, to one service of the mesh, and can be cut off.
final class DoorHandler: RequestHandler {
    private let door: ServiceDoor
    private let caller: String
    private let outage: Mutex<HTTPResponse.Status?> = Mutex(nil)

    /// - Parameter caller: Whom mutual TLS would prove the caller to be.
    init(_ door: ServiceDoor, caller: String) {
        self.door = door
        self.caller = caller
    }

    /// Answers every request with this status instead; nil to let the service answer again.
    func fail(with status: HTTPResponse.Status?) { outage.withLock { $0 = status } }

    func handle(_ request: ServerRequest, _ writer: ResponseWriter) async {
        do {
            if let status = outage.withLock({ $0 }) { return writer.respond(HTTPResponse(status: status)) }
            let body = try await request.body.collect(upTo: 8 << 20)
            let answer = try await door.send(request.head, body, peer: caller)
            writer.respond(
                HTTPResponse(status: .init(code: answer.status), headerFields: answer.headers),
                body: ByteBuffer(bytes: answer.body))
        } catch {
            writer.abort()
        }
    }
}
