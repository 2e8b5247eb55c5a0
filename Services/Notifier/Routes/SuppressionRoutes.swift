import HTTPTypes
import MeshCore
import MeshRuntime
import NIOCore
import NotifierAPI
import NotifierMail

/// Addresses that are not written to, over HTTP; and the links in mails by which readers become one.
struct SuppressionRoutes: Sendable {
    let store: NotifierStore
    let cursors: Cursors

    private static let tag = "suppressions"
    private static let path = "/v1/notifications/suppressions/{address}"
    private static let link = "/v1/notifications/unsubscribe/{token}"
    private static let address = Parameter.path("address", .string(3...320), "An address of mail")
    private static let token = Parameter.path("token", .string(1...2048), "What the mail's link ends in")

    func add(to api: inout API) {
        addReading(to: &api)
        addChanging(to: &api)
        addLinks(to: &api)
    }

    private func addReading(to api: inout API) {
        api.on(
            .get, Self.path,
            Operation(
                id: "getSuppressions", summary: "Why an address is not written to", tag: Self.tag,
                access: NotificationRoutes.managing, parameters: [Self.address],
                responses: [.ok(SuppressionList.self, "Empty when it is written to.")])
        ) { [store] input, _ in
            try .json(SuppressionList(items: try store.suppressions(of: try Self.address(input))))
        }
    }

    private func addChanging(to api: inout API) {
        api.on(
            .put, Self.path,
            Operation(
                id: "putSuppression", summary: "Send nothing to an address any more, what waits included",
                tag: Self.tag, access: NotificationRoutes.managing, parameters: [Self.address],
                request: .json(PutSuppression.self), responses: [.ok(SuppressionList.self)])
        ) { [store] input, _ in
            let address = try Self.address(input)
            try await store.suppress(address, input.body)
            return try .json(SuppressionList(items: try store.suppressions(of: address)))
        }
        api.on(
            .delete, Self.path,
            Operation(
                id: "liftSuppression", summary: "Write to an address again", tag: Self.tag,
                access: NotificationRoutes.managing, parameters: [Self.address], responses: [.noContent()],
                problems: [404])
        ) { [store] input, _ in
            guard try await store.lift(try Self.address(input)) else { throw NotifierError.suppressionNotFound }
            return .empty()
        }
    }

    private func addLinks(to api: inout API) {
        api.on(
            .get, Self.link,
            Operation(
                id: "showUnsubscribe", summary: "The page behind a mail's link; looking at it ends nothing",
                tag: Self.tag, access: .public, parameters: [Self.token],
                responses: [.content("text/html; charset=utf-8", "A page with a button.")], problems: [404])
        ) { [cursors] input, _ in
            guard let target = UnsubscribeLinks.target(of: input.string("token") ?? "", cursors) else {
                throw NotifierError.suppressionNotFound
            }
            return Self.page(
                """
                <p>Mails about \u{201C}\(target.category)\u{201D} go to \(Self.escaped(target.address)).</p>
                <form method="post"><button name="List-Unsubscribe" value="One-Click">Unsubscribe</button></form>
                """)
        }
        api.on(
            .post, Self.link,
            Operation(
                id: "unsubscribe", summary: "End what a mail belongs to, by one click (RFC 8058)", tag: Self.tag,
                access: .public, parameters: [Self.token],
                request: .bytes("application/x-www-form-urlencoded", limit: 1024),
                responses: [.content("text/html; charset=utf-8", "It is ended, what waits included.")],
                problems: [404])
        ) { [self] input, _ in
            guard let target = UnsubscribeLinks.target(of: input.string("token") ?? "", cursors) else {
                throw NotifierError.suppressionNotFound
            }
            guard String(buffer: input.body) == "List-Unsubscribe=One-Click" else {
                throw NotifierError.invalid("List-Unsubscribe", "One-Click is expected.")
            }
            try await store.suppress(
                target.address, category: target.category,
                PutSuppression(reason: .unsubscribe, detail: "by the link in a mail"))
            return Self.page("<p>Done: no more mails about \u{201C}\(target.category)\u{201D} go to you.</p>")
        }
    }

    private static func page(_ content: String) -> HTTPReply {
        let text = """
            <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Unsubscribe</title></head>
            <body>\(content)</body></html>
            """
        var reply = HTTPReply.text(text, mediaType: "text/html; charset=utf-8")
        reply.headers[.cacheControl] = "no-store"
        reply.headers[.contentSecurityPolicy] = "default-src 'none'; form-action 'self'; frame-ancestors 'none'"
        return reply
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
    }

    /// The address of a request as it is kept.
    private static func address<Body>(_ input: OperationInput<Body>) throws(NotifierError) -> String {
        guard let address = MailAddress(input.string("address") ?? "") else {
            throw .invalid("address", "An address of mail is expected.")
        }
        return address.text
    }
}
