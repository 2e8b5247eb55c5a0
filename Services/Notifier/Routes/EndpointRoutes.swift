import HTTPTypes
import MeshCore
import MeshRuntime
import NotifierAPI
import WebhookCalls

/// The places that accounts want to be called at, over HTTP.
struct EndpointRoutes: Sendable {
    let store: NotifierStore
    let caller: OutboundCaller
    let keys: PushKeyPair

    private static let tag = "endpoints"
    private static let path = "/v1/notifications/endpoints"
    private static let bodyLimit = 16 << 10

    func add(to api: inout API) {
        api.on(
            .get, Self.path,
            Operation(
                id: "listEndpoints", summary: "Where the caller is called, and what browsers subscribe with",
                tag: Self.tag, access: .user, responses: [.ok(NotificationEndpointList.self)])
        ) { [store, keys] _, context in
            let all = try store.endpoints(of: context.principal?.subject ?? "")
            return try .json(
                NotificationEndpointList(items: all.map { $0.description() }, applicationServerKey: keys.publicText))
        }
        api.on(
            .post, Self.path,
            Operation(
                id: "registerEndpoint", summary: "Be called at an endpoint of webhooks, or in a browser", tag: Self.tag,
                access: .user, request: .json(RegisterEndpoint.self, limit: Self.bodyLimit),
                responses: [.json(NotificationEndpoint.self, status: .created, "With the secret of a webhook.")],
                problems: [409])
        ) { [self] input, context in
            let endpoint = try endpoint(input.body, of: context.principal?.subject ?? "")
            return try .json(try await store.register(endpoint).description(withSecret: true), status: .created)
        }
        api.on(
            .delete, "\(Self.path)/{id}",
            Operation(
                id: "removeEndpoint", summary: "Be called there no more", tag: Self.tag, access: .user,
                parameters: [.path("id", .id(NotificationEndpoint.ID.self), "The endpoint")],
                responses: [.noContent()], problems: [404])
        ) { [store] input, context in
            let id: NotificationEndpoint.ID = try input.id("id")
            guard try await store.removeEndpoint(id.description, of: context.principal?.subject ?? "") else {
                throw NotifierError.endpointNotFound
            }
            return .empty()
        }
    }

    private func endpoint(_ request: RegisterEndpoint, of account: String) throws(NotifierError) -> Endpoint {
        guard let url = WebhookURL(request.url) else {
            throw .invalid("url", "An address such as https://example.com/hook is expected.")
        }
        if let objection = caller.objection(to: url) { throw .invalid("url", objection, code: "unreachable") }
        let secrets: Endpoint.Secrets
        switch (request.channel, request.keys) {
        case (.webhook, nil): secrets = .webhook(.fresh())
        case (.push, let keys?):
            do throws(PushEncryption.BadKeys) {
                _ = try PushEncryption(keys)
            } catch {
                throw .invalid("keys", "A point of P-256 and 16 bytes are expected, in Base64url.")
            }
            secrets = .push(keys)
        case (.push, nil): throw .invalid("keys", "The keys of the browser's subscription are expected.")
        default: throw .invalid("channel", "An endpoint is a webhook without keys, or a browser's.")
        }
        return Endpoint(id: .make(), account: account, url: url, secrets: secrets, createdAt: store.clock.now())
    }
}
