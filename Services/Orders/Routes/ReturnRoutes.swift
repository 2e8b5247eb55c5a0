import HTTPTypes
import MeshCore
import MeshRuntime
import MeshStore
import OrdersAPI

/// Returns over HTTP.
struct ReturnRoutes: Sendable {
    let store: OrdersStore
    let aftercare: Aftercare
    let rules: ReturnRules
    let keys: IdempotencyKeys

    private static let tag = "returns"
    private static let returnID = Parameter.path("rid", .id(Return.ID.self), "The return.")

    func add(to api: inout API) {
        addRequesting(to: &api)
        addDeciding(to: &api)
    }

    private func addRequesting(to api: inout API) {
        api.on(
            .get, "/v1/orders/{id}/returns",
            Operation(
                id: "listReturns", summary: "The returns of an order, the oldest first", tag: Self.tag,
                access: .userOrGuest, parameters: [OrderRoutes.id, .orderSecret],
                responses: [.ok(ReturnList.self, "All of them.")], problems: [404])
        ) { [store] input, context in
            let order = try store.owned(try input.id("id"), by: context.caller(input.string("Order-Secret")))
            return try .json(ReturnList(items: try await store.returns(of: order.id)))
        }
        api.on(
            .get, "/v1/orders/{id}/returns/{rid}",
            Operation(
                id: "getReturn", summary: "A return as it stands", tag: Self.tag, access: .userOrGuest,
                parameters: [OrderRoutes.id, Self.returnID, .orderSecret],
                responses: [.ok(Return.self, "The return.")], problems: [404])
        ) { [store] input, context in
            let order = try store.owned(try input.id("id"), by: context.caller(input.string("Order-Secret")))
            let id: Return.ID = try input.id("rid")
            guard let goods = try await store.returns(of: order.id).first(where: { $0.id == id }) else {
                throw OrdersError.returnNotFound
            }
            return try .json(goods)
        }
        api.on(
            .post, "/v1/orders/{id}/returns",
            Operation(
                id: "requestReturn", summary: "Ask to send goods back", tag: Self.tag, access: .userOrGuest,
                parameters: [OrderRoutes.id, .orderSecret], request: .json(RequestReturn.self),
                responses: [.created(Return.self, "The return, to be decided when the goods have come.")],
                problems: [404, 409], idempotency: .accepted)
        ) { [self] input, context in
            let id: Order.ID = try input.id("id")
            let claim = input.claim
            let goods = try await store.requestReturn(
                of: id, by: context.caller(input.string("Order-Secret")), input.body, under: rules, id: .make()
            ) { [keys] goods, db in
                guard let claim else { return }
                let answer = try StoredAnswer(created: goods, at: Self.path(goods))
                guard try keys.finish(claim, with: answer, db) else { throw OrdersError.overtaken }
            }
            return try .created(goods, location: Self.path(goods))
        }
    }

    private func addDeciding(to api: inout API) {
        api.on(
            .post, "/v1/orders/{id}/returns/{rid}/receive",
            Operation(
                id: "receiveReturn", summary: "Say that the goods came back: they are paid back and restocked",
                tag: Self.tag, access: .role("admin"), parameters: [OrderRoutes.id, Self.returnID],
                request: .json(ReceiveReturn.self), responses: [.ok(Return.self, "The return.")],
                problems: [404, 409])
        ) { [self] input, _ in
            let id: Order.ID = try input.id("id")
            let goods = try await store.receive(
                try input.id("rid"), of: id, input.body, refundID: .make())
            try await aftercare.attend(id, reference: goods.id.description)
            return try .json(goods)
        }
        api.on(
            .post, "/v1/orders/{id}/returns/{rid}/reject",
            Operation(
                id: "rejectReturn", summary: "Refuse to take the goods back", tag: Self.tag, access: .role("admin"),
                parameters: [OrderRoutes.id, Self.returnID], request: .json(RejectReturn.self),
                responses: [.ok(Return.self, "The return.")], problems: [404, 409])
        ) { [store] input, _ in
            try .json(try await store.reject(try input.id("rid"), of: try input.id("id"), reason: input.body.reason))
        }
    }

    private static func path(_ goods: Return) -> String { "/v1/orders/\(goods.orderId)/returns/\(goods.id)" }
}
