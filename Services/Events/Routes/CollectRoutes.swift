import EventCollection
import HTTPTypes
import Hummingbird
import Logging
import MeshCore
import MeshRuntime
import MeshTransport
import NIOCore

/// What trackers send, at the addresses that they know. Nobody proves who they are: a site's key is in every page.
struct CollectRoutes: Sendable {
    let desk: CollectDesk
    let addresses: SenderAddress
    let clock: any WallClock

    private static let tag = "trackers"
    /// As much as the collector takes once it is decompressed.
    private static let bodyLimit = CollectLimits().bodyByteCount
    private static let body = RequestContent<ByteBuffer>.bytes(
        ofAnyType: ["application/json", "text/plain", "application/x-www-form-urlencoded"], schemas: [:],
        limit: bodyLimit)
    /// Each protocol has bodies of its own, for what it refuses too.
    private static let answers: [ResponseDeclaration] =
        [
            .unspecified("As the tracker's protocol has it."),
            .unspecified(status: .accepted, "Taken, as the tracker's protocol has it."),
            .unspecified(status: .noContent, "Taken; the protocol has nothing to say."),
        ]
        + [
            .badRequest, .unauthorized, .forbidden, .contentTooLarge, .unsupportedMediaType, .tooManyRequests,
            .serviceUnavailable,
        ].map {
            .unspecified(status: $0, "Refused, as the tracker's protocol has it.")
        }

    func add(to api: inout API) {
        for endpoint in CollectEndpoint.allCases {
            let name = "\(endpoint)".prefix(1).uppercased() + "\(endpoint)".dropFirst()
            if endpoint.methods.contains("POST") {
                api.on(
                    .post, endpoint.rawValue,
                    Operation(
                        id: "collect\(name)", summary: "Events of a tracker: \(endpoint.rawValue)", tag: Self.tag,
                        access: .public, request: Self.body, responses: Self.answers, query: .any)
                ) { input, context in await take(input.head, input.body, context) }
            }
            if endpoint.methods.contains("GET") {
                api.on(
                    .get, endpoint.rawValue,
                    Operation(
                        id: "collect\(name)Query", summary: "An event of a tracker: \(endpoint.rawValue)",
                        tag: Self.tag, access: .public, responses: Self.answers, query: .any)
                ) { input, context in await take(input.head, ByteBuffer(), context) }
            }
            api.on(
                .options, endpoint.rawValue,
                Operation(
                    id: "preflight\(name)", summary: "What browsers and webhooks ask before they send",
                    tag: Self.tag, access: .public,
                    responses: [.noContent("It may be sent.")], query: .any)
            ) { input, context in
                HTTPReply(
                    EventCollector(sites: SiteDirectory([])).preflight(request(input.head, ByteBuffer(), context)))
            }
        }
    }

    private func take(_ head: HTTPRequest, _ body: ByteBuffer, _ context: MeshRequestContext) async -> HTTPReply {
        let request = request(head, body, context)
        do {
            if let answer = try await desk.take(request, until: context.deadline) { return HTTPReply(answer) }
        } catch {
            // Trackers know nothing of our problems, and those that repeat at all do so after this.
            context.logger.error("Failed to take what a tracker sent", metadata: ["error": "\(error)"])
            return HTTPReply(CollectAnswer.unavailable(for: request))
        }
        // A HEAD, which the router takes for a GET: nothing is counted by it.
        return .empty(.methodNotAllowed, headers: [.allow: "GET, POST, OPTIONS"])
    }

    private func request(
        _ head: HTTPRequest, _ body: ByteBuffer, _ context: MeshRequestContext
    ) -> CollectRequest {
        let target = (head.path ?? "/").split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var headers = Headers()
        var forwarded: [String] = []
        for field in head.headerFields {
            let name = field.name.canonicalName
            headers.add(name, field.value)
            if name == "x-forwarded-for" { forwarded.append(field.value) }
        }
        return CollectRequest(
            id: ID<Reception>.make().description, method: head.method.rawValue, path: String(target[0]),
            query: target.count > 1 ? String(target[1]) : "", headers: headers, body: Array(body.readableBytesView),
            address: addresses.sender(
                connection: context.connection.remoteAddress?.ipAddress, isGateway: context.peer == "gateway",
                forwarded: forwarded),
            receivedAt: clock.now())
    }
}

extension HTTPReply {
    /// The answer of a tracker's protocol.
    init(_ answer: CollectAnswer) {
        var fields = HTTPFields()
        for field in answer.headers {
            guard let name = HTTPField.Name(field.name) else { continue }
            fields.append(HTTPField(name: name, value: field.value))
        }
        self.init(
            status: HTTPResponse.Status(code: answer.status), headers: fields,
            body: .init(byteBuffer: ByteBuffer(bytes: answer.body)))
    }
}
