import HTTPTypes
import MeshCore
import MeshRuntime
import NotifierAPI

/// What is wrong, for those who administer, over HTTP: told of by workflows, looked after by people.
struct AlertRoutes: Sendable {
    let store: NotifierStore
    let writer: NotificationWriter
    let level: OutboxLevel
    let bells: [Bell]
    let cursors: Cursors

    private static let tag = "alerts"
    private static let path = "/v1/notifications/alerts"
    private static let category = "alerts"
    /// The wording of notices, where their source names no other.
    private static let template = "alerts"
    private static let bodyLimit = 1 << 20
    private static let id = Parameter.path("id", .id(Alert.ID.self), "The alert")

    func add(to api: inout API) {
        addReporting(to: &api)
        addReading(to: &api)
    }

    private func addReporting(to api: inout API) {
        api.on(
            .put, "\(Self.path)/sources/{source}",
            Operation(
                id: "reportAlerts", summary: "Say all that is wrong now; what is not said any more is over",
                tag: Self.tag, access: NotificationRoutes.sending,
                parameters: [.path("source", .string(1...64), "Who says so")],
                request: .json(ReportAlerts.self, limit: Self.bodyLimit),
                responses: [.ok(AlertReceipt.self, "What it has changed, each of which is told once.")],
                problems: [404, 503])
        ) { [self] input, _ in
            try level.prove()
            let source = input.string("source") ?? ""
            guard source.wholeMatch(of: /[a-z0-9][a-z0-9-]*/) != nil else {
                throw NotifierError.invalid("source", "Use a–z, 0–9 and hyphens.")
            }
            if let place = input.body.firing.firstIndex(where: { $0.values.map { $0.objectValue == nil } ?? false }) {
                throw NotifierError.invalid("firing[\(place)].values", "An object is expected.")
            }
            let request = SendNotification(
                key: "", category: Self.category, recipients: input.body.recipients, channels: input.body.channels,
                template: input.body.template ?? Self.template)
            let outline = try await writer.outline(of: request)
            let now = store.clock.now()
            let receipt = try await store.report(input.body, of: source) { notice in
                outline.deliveries(
                    key: "alert/\(source)/\(notice.group)/\(Delivery.ID.make())", values: notice.values, at: now)
            }
            for bell in bells { bell.ring() }
            return try .json(receipt)
        }
    }

    private func addReading(to api: inout API) {
        api.on(
            .get, Self.path,
            Operation(
                id: "listAlerts", summary: "What is wrong, and what was, the newest first", tag: Self.tag,
                access: NotificationRoutes.managing,
                parameters: [
                    .query("state", .choice(Alert.State.allCases.map(\.rawValue)), "Those alone."),
                    .query("limit", .integer(1...100), default: "50", "The most items of a page."),
                    .query("cursor", .string(1...2048), "Where to go on: nextCursor of the page before."),
                ], responses: [.ok(AlertList.self, "A page.")])
        ) { [store, cursors] input, _ in
            let limit = input.integer("limit") ?? 50
            let state = input.string("state").flatMap(Alert.State.init(rawValue:))
            let scope = "alerts \(state?.rawValue ?? "")"
            let last = try input.string("cursor").map { try cursors.read($0, as: String.self, scope: scope) }
            let found = try await store.alerts(in: state, before: last, limit: limit + 1)
            let page = Array(found.prefix(limit))
            let next = try page.last.map { try cursors.make($0.id.description, scope: scope) }
            return try .json(AlertList(items: page, nextCursor: found.count > limit ? next : nil))
        }
        api.on(
            .get, "\(Self.path)/{id}",
            Operation(
                id: "getAlert", summary: "Something that is wrong, or was", tag: Self.tag,
                access: NotificationRoutes.managing, parameters: [Self.id], responses: [.ok(Alert.self)],
                problems: [404])
        ) { [store] input, _ in
            guard let alert = try await store.alert(try input.id("id")) else { throw NotifierError.alertNotFound }
            return try .json(alert)
        }
        api.on(
            .post, "\(Self.path)/{id}/acknowledge",
            Operation(
                id: "acknowledgeAlert", summary: "Say that one looks after it, so that it is not told again",
                tag: Self.tag, access: NotificationRoutes.managing, parameters: [Self.id],
                responses: [.ok(Alert.self)], problems: [404, 409])
        ) { [store] input, context in
            try .json(try await store.acknowledge(try input.id("id"), by: context.principal?.subject ?? ""))
        }
    }
}
