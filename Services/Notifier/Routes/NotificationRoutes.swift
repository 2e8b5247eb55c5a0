import HTTPTypes
import MeshCore
import MeshRuntime
import NotifierAPI

/// Notifications and what became of them, over HTTP.
struct NotificationRoutes: Sendable {
    let store: NotifierStore
    let writer: NotificationWriter
    let level: OutboxLevel
    let bells: [Bell]
    let cursors: Cursors

    /// Who may send: workflows, and administrators.
    static let sending = Access.mesh("orchestrator", orRole: "admin")
    static let managing = Access.role("admin")
    private static let tag = "notifications"
    private static let list = "/v1/notifications/deliveries"
    /// A thousand recipients, and a page.
    private static let bodyLimit = 2 << 20
    private static let id = Parameter.path("id", .id(Delivery.ID.self), "The delivery")

    func add(to api: inout API) {
        addSending(to: &api)
        addReading(to: &api)
        addReviving(to: &api)
    }

    private func addSending(to api: inout API) {
        api.on(
            .post, "/v1/notifications",
            Operation(
                id: "sendNotification", summary: "Tell somebody something, once", tag: Self.tag, access: Self.sending,
                request: .json(SendNotification.self, limit: Self.bodyLimit),
                responses: [
                    .json(
                        NotificationReceipt.self, status: .accepted,
                        "It is written down, and is sent; again under the same key, it is not sent again.")
                ], problems: [404, 503])
        ) { [self] input, _ in
            try level.prove()
            let deliveries = try await writer.deliveries(input.body, at: store.clock.now())
            let (all, created) = try await store.enqueue(deliveries)
            for bell in bells { bell.ring() }
            return try .json(NotificationReceipt(deliveries: all, created: created), status: .accepted)
        }
    }

    private func addReading(to api: inout API) {
        api.on(
            .get, Self.list,
            Operation(
                id: "listDeliveries", summary: "Deliveries, the newest first", tag: Self.tag, access: Self.managing,
                parameters: [
                    .query("state", .choice(Delivery.State.allCases.map(\.rawValue)), "Those alone."),
                    .query("limit", .integer(1...100), default: "50", "The most items of a page."),
                    .query("cursor", .string(1...2048), "Where to go on: nextCursor of the page before."),
                ], responses: [.ok(DeliveryList.self, "A page.")])
        ) { [store, cursors] input, _ in
            let limit = input.integer("limit") ?? 50
            let state = input.string("state").flatMap(Delivery.State.init(rawValue:))
            let scope = "deliveries \(state?.rawValue ?? "")"
            let last = try input.string("cursor").map { try cursors.read($0, as: String.self, scope: scope) }
            let found = try await store.deliveries(in: state, before: last, limit: limit + 1)
            let page = found.prefix(limit)
            let next =
                try found.count > limit
                ? page.last.map { try cursors.make($0.id.description, scope: scope) } : nil
            return try .json(DeliveryList(items: Array(page), nextCursor: next))
        }
        api.on(
            .get, "\(Self.list)/{id}",
            Operation(
                id: "getDelivery", summary: "A delivery, and why it was sent or not", tag: Self.tag,
                access: Self.managing, parameters: [Self.id], responses: [.ok(Delivery.self)], problems: [404])
        ) { [store] input, _ in
            guard let delivery = try await store.delivery(try input.id("id")) else {
                throw NotifierError.deliveryNotFound
            }
            return try .json(delivery)
        }
    }

    private func addReviving(to api: inout API) {
        api.on(
            .post, "\(Self.list)/{id}/retry",
            Operation(
                id: "retryDelivery", summary: "Try a delivery again that was given up", tag: Self.tag,
                access: Self.managing, parameters: [Self.id],
                responses: [.json(Delivery.self, status: .accepted, "It is tried again.")], problems: [404, 409])
        ) { [store, bells] input, _ in
            let id: Delivery.ID = try input.id("id")
            try await store.revive(id)
            for bell in bells { bell.ring() }
            guard let delivery = try await store.delivery(id) else { throw NotifierError.deliveryNotFound }
            return try .json(delivery, status: .accepted)
        }
    }
}
