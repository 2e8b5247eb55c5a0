import HTTPTypes
import MeshTransport
import NIOCore
import Synchronization

/// A store that answers each upload with the next of some answers, and takes it when there are no more.
final class StubbornStore: RequestHandler {
    private let rest: Mutex<[HTTPResponse]>
    private let heads = Mutex<[HTTPRequest]>([])

    init(_ answers: [HTTPResponse]) {
        rest = Mutex(answers)
    }

    /// The requests so far.
    var seen: [HTTPRequest] { heads.withLock(\.self) }

    func handle(_ request: ServerRequest, _ writer: ResponseWriter) async {
        do {
            _ = try await request.body.collect(upTo: 1 << 20)
            heads.withLock { $0.append(request.head) }
            writer.respond(rest.withLock { $0.isEmpty ? HTTPResponse(status: .ok) : $0.removeFirst() })
        } catch {
            writer.abort()
        }
    }
}
