import HTTPTypes
import MeshCore
import MeshRuntime
import MeshStore
import OrdersAPI

/// Refunds over HTTP.
struct RefundRoutes: Sendable {
    let store: OrdersStore
    let aftercare: Aftercare
    let keys: IdempotencyKeys

    private static let tag = "refunds"

    func add(to api: inout API) {
        api.on(
            .get, "/v1/orders/{id}/refunds",
            Operation(
                id: "listRefunds", summary: "The refunds of an order, the oldest first", tag: Self.tag,
                access: .userOrGuest, parameters: [OrderRoutes.id, .orderSecret],
                responses: [.ok(RefundList.self, "All of them.")], problems: [404])
        ) { [store] input, context in
            let order = try store.owned(try input.id("id"), by: context.caller(input.string("Order-Secret")))
            return try .json(RefundList(items: try await store.refunds(of: order.id)))
        }
        api.on(
            .post, "/v1/orders/{id}/refunds",
            Operation(
                id: "createRefund", summary: "Give money back", tag: Self.tag, access: .role("admin"),
                parameters: [OrderRoutes.id], request: .json(CreateRefund.self),
                responses: [.created(Refund.self, "The refund, pending while the provider has not confirmed it.")],
                problems: [404, 409], idempotency: .required)
        ) { [self] input, _ in
            let claim = input.claim
            let decided = try await store.refund(try input.id("id"), input.body, id: .make()) { [keys] refund, db in
                guard let claim else { return }
                // Decided is done: what a repetition is told is how it was decided, not what the provider said.
                let answer = try StoredAnswer(created: refund, at: Self.path(refund))
                guard try keys.finish(claim, with: answer, db) else { throw OrdersError.overtaken }
            }
            let refund = try await aftercare.settle(decided.id) ?? decided
            return try .created(refund, location: Self.path(refund))
        }
        api.on(
            .get, "/v1/orders/{id}/refunds/{rid}",
            Operation(
                id: "getRefund", summary: "A refund as it stands", tag: Self.tag, access: .userOrGuest,
                parameters: [OrderRoutes.id, .path("rid", .id(Refund.ID.self), "The refund."), .orderSecret],
                responses: [.ok(Refund.self, "The refund.")], problems: [404])
        ) { [store] input, context in
            let order = try store.owned(try input.id("id"), by: context.caller(input.string("Order-Secret")))
            guard let (refund, _) = try await store.refund(try input.id("rid")), refund.orderId == order.id else {
                throw Problem.notFound("There is no such refund of this order.")
            }
            return try .json(refund)
        }
    }

    private static func path(_ refund: Refund) -> String { "/v1/orders/\(refund.orderId)/refunds/\(refund.id)" }
}
