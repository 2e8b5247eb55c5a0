import HTTPTypes
import MeshCore
import MeshTransport
import NIOCore

/// Sends and reads events over HTTP/2, as any client does.
struct WebSide: Sendable {
    /// The mesh refused a request.
    struct Refusal: Error {
        let status: Int
        let text: String
    }

    private let client: HTTPClient
    private let path: String
    private let token: String
    private let book: EventBook

    init(address: Address, topic: String, token: String, group: any EventLoopGroup, book: EventBook) {
        client = HTTPClient(.tcp(host: address.host, port: address.port), group: group)
        path = "/v1/topics/\(topic)"
        self.token = token
        self.book = book
    }

    /// Sends events in one request; they are on disk when it returns.
    func publish(_ events: Range<Int>) async throws {
        var body = ByteBuffer(string: #"{"records":["#)
        for event in events {
            body.writeString(event == events.lowerBound ? #"{"value":"# : #",{"value":"#)
            body.writeBytes(EventPayload.bytes(of: event))
            body.writeString("}")
        }
        body.writeString("]}")
        var request = request(.post, "/records")
        request.headerFields[.contentType] = "application/json"
        let answer = try await client.send(request, body: body)
        try await Self.check(answer)
        _ = try await answer.collect(upTo: 1 << 20)
    }

    /// Reads a partition as an event stream, until the task is cancelled.
    func follow(_ partition: Int) async throws {
        var request = request(.get, "/partitions/\(partition)/records?offset=0")
        request.headerFields[.accept] = "text/event-stream"
        let answer = try await client.send(request, deadline: Deadline(after: .seconds(600), from: .now()))
        try await Self.check(answer)
        var rest: [UInt8] = []
        for try await part in answer.body {
            book.seen(EventPayload.events(in: part.readableBytesView, rest: &rest))
        }
    }

    /// Reads a partition by long polls, until the task is cancelled.
    func poll(_ partition: Int) async throws {
        var offset: Int64 = 0
        while true {
            let answer = try await client.send(
                request(.get, "/partitions/\(partition)/records?offset=\(offset)&limit=1000&wait=5000"),
                deadline: Deadline(after: .seconds(30), from: .now()))
            try await Self.check(answer)
            let page = try await answer.collect(upTo: 8 << 20)
            var rest: [UInt8] = []
            book.seen(EventPayload.events(in: page.readableBytesView, rest: &rest))
            offset = try JSONValue(parsing: page.readableBytesView)["nextOffset"]?.intValue ?? offset
        }
    }

    func shutDown() async throws { try await client.shutDown() }

    private func request(_ method: HTTPRequest.Method, _ rest: String) -> HTTPRequest {
        var request = HTTPRequest(method: method, scheme: "http", authority: "localhost", path: path + rest)
        request.headerFields[.authorization] = "Bearer \(token)"
        return request
    }

    private static func check(_ answer: ClientResponse) async throws {
        guard answer.status != .ok else { return }
        let text = try await answer.collect(upTo: 1 << 20)
        throw Refusal(status: Int(answer.status.code), text: String(buffer: text))
    }
}
