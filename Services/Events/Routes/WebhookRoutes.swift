import EventsAPI
import HTTPTypes
import MeshCore
import MeshRuntime
import WebhookCalls

/// Webhooks over HTTP.
struct WebhookRoutes: Sendable {
    let desk: WebhookDesk
    let cursors: Cursors

    private static let tag = "webhooks"
    private static let root = "/v1/topics/{topic}/webhooks"
    private static let one = "\(root)/{webhook}"
    private static let webhook = Parameter.path("webhook", .string(1...64), "The webhook")
    private static let path = [TopicRoutes.topic, webhook]
    /// A hundred types.
    private static let bodyLimit = 64 << 10

    func add(to api: inout API) {
        addReading(to: &api)
        addChanging(to: &api)
        addTrying(to: &api)
        addMoving(to: &api)
    }

    private func addReading(to api: inout API) {
        api.on(
            .get, Self.one,
            Operation(
                id: "getWebhook", summary: "A webhook: its state, its last error, and how far it has come",
                tag: Self.tag, access: EventsAccess.topics, parameters: Self.path,
                responses: [.ok(EventWebhook.self, "The webhook.")])
        ) { [desk] input, context in
            let webhook = try desk.webhook(input.webhook, on: try input.topic())
            return try .json(try await desk.description(of: webhook, deadline: context.deadline))
        }
        api.on(
            .get, Self.root,
            Operation(
                id: "listWebhooks", summary: "A topic's webhooks by name", tag: Self.tag, access: EventsAccess.topics,
                parameters: [TopicRoutes.topic, TopicRoutes.limit, TopicRoutes.cursor],
                responses: [.ok(EventWebhookList.self, "A page.")])
        ) { [desk, cursors] input, _ in
            let topic = try input.topic()
            _ = try await desk.parts.source.log.topic(topic)
            let last: String = try input.position(cursors, of: "webhooks \(topic)") ?? ""
            let found = try await desk.parts.store.page(of: topic, after: last, limit: input.pageLimit + 1)
            let page = found.prefix(input.pageLimit)
            let next = try page.last.flatMap { webhook in
                found.count > page.count ? try cursors.make(webhook.name, scope: "webhooks \(topic)") : nil
            }
            return try .json(EventWebhookList(items: page.map(desk.summary), nextCursor: next))
        }
    }

    private func addChanging(to api: inout API) {
        api.on(
            .put, Self.one,
            Operation(
                id: "putWebhook", summary: "Send a topic's events to an address", tag: Self.tag,
                access: EventsAccess.topics, parameters: Self.path,
                request: .json(PutWebhook.self, limit: Self.bodyLimit),
                responses: [
                    .created(EventWebhook.self, "It is new; its secret is told this once."),
                    .ok(EventWebhook.self, "The webhook after the change; it goes on where it was."),
                ], problems: [409])
        ) { [desk] input, context in
            guard input.webhook.utf8.allSatisfy(Self.isNameByte) else {
                throw EventsError.invalid([
                    FieldError(
                        field: "webhook", code: "pattern",
                        message: "The name of a webhook has letters, digits, dots, underscores and dashes.")
                ])
            }
            let topic = try input.topic()
            let (webhook, secret) = try await desk.put(input.webhook, on: topic, input.body)
            var message = try await desk.description(of: webhook, deadline: context.deadline)
            guard let secret else { return try .json(message) }
            message.secret = secret.text
            return try .created(message, location: "/v1/topics/\(topic)/webhooks/\(input.webhook)")
        }
        api.on(
            .delete, Self.one,
            Operation(
                id: "deleteWebhook", summary: "Send a topic's events there no more", tag: Self.tag,
                access: EventsAccess.topics, parameters: Self.path,
                responses: [.noContent("It is gone; its dead letters stay.")])
        ) { [desk] input, _ in
            try await desk.parts.store.delete(input.webhook, of: try input.topic())
            return .empty()
        }
        api.on(
            .post, "\(Self.one)/secrets",
            Operation(
                id: "rotateWebhookSecret", summary: "Replace a webhook's secret; for a while both sign", tag: Self.tag,
                access: EventsAccess.topics, parameters: Self.path, request: .json(RotateWebhookSecret.self),
                responses: [.ok(WebhookSecretAnswer.self, "The new secret, told this once.")])
        ) { [desk] input, _ in
            try .json(try await desk.rotate(input.webhook, on: try input.topic(), input.body))
        }
    }

    private func addTrying(to api: inout API) {
        api.on(
            .post, "\(Self.one)/test",
            Operation(
                id: "testWebhook", summary: "Send a test event, once", tag: Self.tag, access: EventsAccess.topics,
                parameters: Self.path, responses: [.ok(WebhookTestReport.self, "What came of it.")])
        ) { [desk] input, _ in
            try .json(try await desk.test(input.webhook, on: try input.topic()))
        }
    }

    private func addMoving(to api: inout API) {
        api.on(
            .post, "\(Self.one)/seek",
            Operation(
                id: "seekWebhook", summary: "Set a webhook's place anew, to deliver again or to pass over",
                tag: Self.tag, access: EventsAccess.topics, parameters: Self.path, request: .json(SeekWebhook.self),
                responses: [.ok(EventWebhook.self, "The webhook at its new place.")])
        ) { [desk] input, context in
            let webhook = try await desk.seek(input.webhook, on: try input.topic(), input.body)
            return try .json(try await desk.description(of: webhook, deadline: context.deadline))
        }
        api.on(
            .post, "\(Self.one)/replay",
            Operation(
                id: "replayWebhook", summary: "Deliver a webhook's dead letters again", tag: Self.tag,
                access: EventsAccess.topics, parameters: Self.path,
                responses: [.ok(EventWebhook.self, "The webhook; what is replayed is delivered beside what comes.")])
        ) { [desk] input, context in
            let webhook = try await desk.replay(input.webhook, on: try input.topic())
            return try .json(try await desk.description(of: webhook, deadline: context.deadline))
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}

extension OperationInput {
    /// The webhook of the path.
    fileprivate var webhook: String { string("webhook") ?? "" }
}
