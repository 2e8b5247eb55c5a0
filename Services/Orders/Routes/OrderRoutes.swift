import HTTPTypes
import MeshCore
import MeshRuntime
import OrdersAPI

/// Orders over HTTP: one by one, by lists, and what becomes of them.
struct OrderRoutes: Sendable {
    let store: OrdersStore
    let aftercare: Aftercare
    let cursors: Cursors

    static let tag = "orders"
    static let id = Parameter.path("id", .id(Order.ID.self), "The order.")
    static let limit = Parameter.query("limit", .integer(1...100), default: "50", "The most of a page.")
    static let cursor = Parameter.query(
        "cursor", .string(1...2048), "Where to go on: nextCursor of the page before.")

    func add(to api: inout API) {
        addReading(to: &api)
        addList(to: &api)
        addCancelling(to: &api)
        addSending(to: &api)
    }

    private func addReading(to api: inout API) {
        api.on(
            .get, "/v1/orders/{id}",
            Operation(
                id: "getOrder", summary: "An order, to its buyer and to admins", tag: Self.tag, access: .userOrGuest,
                parameters: [Self.id, .orderSecret], responses: [.ok(Order.self, etag: true, "The order.")],
                problems: [404], conditional: .read)
        ) { [store] input, context in
            try .order(store.owned(try input.id("id"), by: context.caller(input.string("Order-Secret"))))
        }
    }

    private func addList(to api: inout API) {
        api.on(
            .get, "/v1/orders",
            Operation(
                id: "listOrders", summary: "The caller's orders, the newest first; an admin's are everybody's",
                tag: Self.tag, access: .user,
                parameters: [
                    Self.limit, Self.cursor,
                    .query("state", .choice(OrderState.allCases.map(\.rawValue)), "Only those that stand there."),
                    .query("account", .string(1...64), "Only those of this account; admins may name any."),
                    .query("email", .string(3...254), "Only those of this address; for admins."),
                    .query("since", .timestamp, "Only those that were placed at this time or later."),
                ], responses: [.ok(OrderList.self, "A page.")], problems: [403])
        ) { [self] input, context in
            let caller = context.caller()
            var query = OrderQuery(
                state: input.string("state").flatMap(OrderState.init), account: input.string("account"),
                email: input.string("email"), since: input.timestamp("since"))
            if !caller.isAdmin {
                guard query.email == nil, query.account == nil || query.account == caller.account else {
                    throw Problem.forbidden("Only admins see the orders of others.")
                }
                query.account = caller.account
            }
            let limit = input.integer("limit") ?? 50
            let position = try input.string("cursor").map {
                try cursors.read($0, as: OrderPosition.self, scope: query.scope)
            }
            var orders = try await store.orders(query, after: position, limit: limit + 1)
            guard orders.count > limit else { return try .json(OrderList(items: orders)) }
            orders.removeLast()
            let next = try orders.last.map {
                try cursors.make(OrderPosition(placed: $0.placedAt.milliseconds, id: $0.id), scope: query.scope)
            }
            return try .json(OrderList(items: orders, nextCursor: next))
        }
    }

    private func addCancelling(to api: inout API) {
        api.on(
            .post, "/v1/orders/{id}/cancel",
            Operation(
                id: "cancelOrder", summary: "Call an order off before it is shipped", tag: Self.tag,
                access: .userOrGuest, parameters: [Self.id, .orderSecret], request: .json(CancelOrder.self),
                responses: [.ok(Order.self, etag: true, "The order; its money is on its way back.")],
                problems: [404, 409], conditional: .write)
        ) { [self] input, context in
            let id: Order.ID = try input.id("id")
            let conditions = input.conditions
            _ = try await store.cancel(
                id, by: context.caller(input.string("Order-Secret")), reason: input.body.reason
            ) { stored in try conditions.requireMatch(ETag(revision: stored.version)) }
            try await aftercare.attend(id, reference: id.description)
            guard let order = try store.order(id) else { throw OrdersError.orderNotFound }
            return try .order(order)
        }
    }

    private func addSending(to api: inout API) {
        api.on(
            .post, "/v1/orders/{id}/ship",
            Operation(
                id: "shipOrder", summary: "Say that an order was handed over to be delivered", tag: Self.tag,
                access: .role("admin"), parameters: [Self.id], request: .json(Tracking.self),
                responses: [.ok(Order.self, etag: true, "The order.")], problems: [404, 409], conditional: .write)
        ) { [self] input, _ in try await step(input, .ship(input.body)) }
        api.on(
            .post, "/v1/orders/{id}/deliver",
            Operation(
                id: "deliverOrder", summary: "Say that an order has arrived", tag: Self.tag, access: .role("admin"),
                parameters: [Self.id], responses: [.ok(Order.self, etag: true, "The order.")], problems: [404, 409],
                conditional: .write)
        ) { [self] input, _ in try await step(input, .deliver) }
    }

    private func step<Body>(_ input: OperationInput<Body>, _ step: OrderStep) async throws -> HTTPReply {
        let conditions = input.conditions
        return try .order(
            try await store.step(try input.id("id"), step) { stored in
                try conditions.requireMatch(ETag(revision: stored.version))
            })
    }
}

extension HTTPReply {
    /// An order with its version; it is nobody else's.
    static func order(_ order: Order) throws -> HTTPReply {
        try .json(order, headers: [.cacheControl: "private, no-cache"], etag: ETag(revision: order.version))
    }
}
