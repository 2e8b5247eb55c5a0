import Foundation
import HTTPTypes
import MeshCore
import MeshTestKit
import MeshTransport
import NIOCore
import Synchronization

/// Takes what webhooks send, as somebody's server would, and answers as it is told.
final class WebhookReceiver: RequestHandler {
    /// One request.
    struct Delivery: Sendable {
        let path: String
        let id: String
        let signatures: [Substring]
        let type: String
        let body: Data

        /// The event's data.
        var data: JSONValue? { json["data"] }
        var json: JSONValue { (try? JSONValue(parsing: body)) ?? .null }
    }

    /// What a request is answered.
    struct Reply: Sendable {
        var status = 204
        var headers: [String: String] = [:]
    }

    private let taken = Mutex<[Delivery]>([])
    private let replies: Mutex<@Sendable (Delivery) -> Reply>

    init(_ reply: @escaping @Sendable (Delivery) -> Reply = { _ in Reply() }) {
        replies = Mutex(reply)
    }

    var deliveries: [Delivery] { taken.withLock { $0 } }

    func answer(_ reply: @escaping @Sendable (Delivery) -> Reply) { replies.withLock { $0 = reply } }

    func handle(_ request: consuming ServerRequest, _ writer: ResponseWriter) async {
        let head = request.head
        func field(_ name: String) -> String { HTTPField.Name(name).flatMap { head.headerFields[$0] } ?? "" }
        var body = Data()
        do {
            for try await part in request.body { body.append(contentsOf: part.readableBytesView) }
        } catch {
            return writer.abort()
        }
        let delivery = Delivery(
            path: head.path ?? "", id: field("webhook-id"),
            signatures: field("webhook-signature").split(separator: " "),
            type: field("content-type"), body: body)
        taken.withLock { $0.append(delivery) }
        let reply = replies.withLock { $0 }(delivery)
        var answer = HTTPResponse(status: .init(code: reply.status))
        for (name, value) in reply.headers {
            if let name = HTTPField.Name(name) { answer.headerFields[name] = value }
        }
        writer.respond(answer)
    }

    /// Runs a receiver and instances of events that may reach it.
    static func with(
        _ count: Int = 1, settings: [String: String] = [:],
        _ body: @escaping @Sendable (WebhookReceiver, EventsMachine, _ url: String) async throws -> Void
    ) async throws {
        let receiver = WebhookReceiver()
        var all = ["webhooks.networks": "127.0.0.0/8"]
        all.merge(settings) { _, told in told }
        let texts = all
        try await withServer(handler: receiver) { _, port in
            try await EventsMachine.with(count, settings: texts) { machine in
                try await body(receiver, machine, "http://127.0.0.1:\(port)/hook")
            }
        }
    }
}
