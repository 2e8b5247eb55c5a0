import HTTPTypes
import MeshTransport
import NIOCore
import Synchronization

/// How the orchestrator reaches orders: an address that stays while instances come and go. Without one, its connections end.
final class OrdersLine: RequestHandler {
    /// An instance, as the orchestrator meets it.
    typealias End = @Sendable (HTTPRequest, ByteBuffer) async throws -> (HTTPResponse, ByteBuffer)

    private struct State {
        var ends: [(number: Int, end: End)] = []
        var next = 0
    }

    private let state = Mutex(State())

    /// Leads here for the time of a closure.
    func with<Value>(_ end: @escaping End, _ body: () async throws -> Value) async throws -> Value {
        let number = state.withLock { state in
            state.next += 1
            state.ends.append((state.next, end))
            return state.next
        }
        defer { state.withLock { state in state.ends.removeAll { $0.number == number } } }
        return try await body()
    }

    /// An instance in this process.
    static func end(_ door: ServiceDoor) -> End {
        { head, body in
            let answer = try await door.send(head, body, peer: "orchestrator")
            return (
                HTTPResponse(status: .init(code: answer.status), headerFields: answer.headers),
                ByteBuffer(bytes: answer.body)
            )
        }
    }

    /// An instance in a process of its own.
    static func end(_ client: ServiceClient) -> End {
        { head, body in
            let response = try await client.send(head, body: body, retry: .never)
            return (response.head, try await response.collect(upTo: 1 << 20))
        }
    }

    func handle(_ request: ServerRequest, _ writer: ResponseWriter) async {
        do {
            guard let end = state.withLock({ $0.ends.last?.end }) else { return writer.abort() }
            let body = try await request.body.collect(upTo: 1 << 20)
            let (head, answer) = try await end(request.head, body)
            writer.respond(head, body: answer)
        } catch {
            writer.abort()
        }
    }
}
