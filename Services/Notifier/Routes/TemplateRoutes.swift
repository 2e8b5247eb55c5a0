import HTTPTypes
import MeshCore
import MeshRuntime
import NotifierAPI

/// Templates of notifications, over HTTP.
struct TemplateRoutes: Sendable {
    let store: NotifierStore
    let writer: NotificationWriter
    let bells: [Bell]

    private static let tag = "templates"
    private static let path = "/v1/notifications/templates/{name}"
    private static let testCategory = "template-tests"
    private static let bodyLimit = 2 << 20
    private static let name = Parameter.path("name", .string(1...64), "The template's name")
    private static let locale = Parameter.path("locale", .string(2...35), "Its language (BCP 47)")

    func add(to api: inout API) {
        api.on(
            .get, Self.path,
            Operation(
                id: "getTemplate", summary: "The newest version of a template in each language", tag: Self.tag,
                access: NotificationRoutes.managing, parameters: [Self.name], responses: [.ok(TemplateList.self)],
                problems: [404])
        ) { [store] input, _ in
            let versions = try await store.templates(input.string("name") ?? "")
            guard !versions.isEmpty else { throw NotifierError.templateNotFound }
            return try .json(TemplateList(items: versions))
        }
        api.on(
            .put, "\(Self.path)/{locale}",
            Operation(
                id: "putTemplate", summary: "Another version of a template in a language", tag: Self.tag,
                access: NotificationRoutes.managing, parameters: [Self.name, Self.locale],
                request: .json(NotificationContent.self, limit: Self.bodyLimit), responses: [.ok(TemplateVersion.self)])
        ) { [store] input, _ in
            let (name, locale) = (input.string("name") ?? "", input.string("locale") ?? "")
            guard name.wholeMatch(of: /[a-z0-9][a-z0-9-]*/) != nil else {
                throw NotifierError.invalid("name", "Use a–z, 0–9 and hyphens.")
            }
            guard locale.wholeMatch(of: /[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*/) != nil else {
                throw NotifierError.invalid("locale", "A language such as de-AT is expected.")
            }
            _ = try NotificationTemplate(input.body)
            return try .json(try await store.addTemplate(name, locale: locale, input.body))
        }
        api.on(
            .post, "\(Self.path)/preview",
            Operation(
                id: "previewTemplate", summary: "See what a template says", tag: Self.tag,
                access: NotificationRoutes.managing, parameters: [Self.name],
                request: .json(PreviewTemplate.self, limit: Self.bodyLimit), responses: [.ok(NotificationContent.self)],
                problems: [404])
        ) { [store] input, _ in
            if let values = input.body.values, values.objectValue == nil {
                throw NotifierError.invalid("values", "An object is expected.")
            }
            if let content = input.body.content {
                return try .json(
                    try NotificationTemplate(content).fill(input.body.values, in: input.body.locale ?? "en"))
            }
            let shelf = try TemplateShelf(try await store.templates(input.string("name") ?? ""))
            let version = shelf.version(for: input.body.locale)
            return try .json(try NotificationTemplate(version.content).fill(input.body.values, in: version.locale))
        }
        addTest(to: &api)
    }

    private func addTest(to api: inout API) {
        api.on(
            .post, "\(Self.path)/test",
            Operation(
                id: "testTemplate", summary: "Send a template to somebody, to see it as a mail", tag: Self.tag,
                access: NotificationRoutes.managing, parameters: [Self.name],
                request: .json(TestTemplate.self, limit: Self.bodyLimit),
                responses: [.json(NotificationReceipt.self, status: .accepted, "It is sent, each time anew.")],
                problems: [404])
        ) { [store, writer, bells] input, _ in
            let request = SendNotification(
                key: "test/\(Delivery.ID.make())", category: Self.testCategory,
                recipients: [NotificationRecipient(email: input.body.email, locale: input.body.locale)],
                channels: [.email], template: input.string("name") ?? "", values: input.body.values)
            let deliveries: [NewDelivery]
            do {
                deliveries = try await writer.deliveries(request, at: store.clock.now())
            } catch NotifierError.invalid(let errors) {
                // It has one recipient, and nobody gave a list.
                throw NotifierError.invalid(
                    errors.map { error in
                        FieldError(
                            field: error.field == "recipients[0].email" ? "email" : error.field, code: error.code,
                            message: error.message)
                    })
            }
            let (all, created) = try await store.enqueue(deliveries)
            for bell in bells { bell.ring() }
            return try .json(NotificationReceipt(deliveries: all, created: created), status: .accepted)
        }
    }
}
