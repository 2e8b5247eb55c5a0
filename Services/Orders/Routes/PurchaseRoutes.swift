import HTTPTypes
import MeshCore
import MeshRuntime
import OrdersAPI

/// What was bought, over HTTP.
struct PurchaseRoutes: Sendable {
    let store: OrdersStore
    let cursors: Cursors

    private static let since = Parameter.query("since", .timestamp, "Only what was bought at this time or later.")

    func add(to api: inout API) {
        api.on(
            .get, "/v1/orders/purchases",
            Operation(
                id: "listPurchases", summary: "What the caller bought, the last first; an admin sees everybody's",
                tag: OrderRoutes.tag, access: .user,
                parameters: [
                    OrderRoutes.limit, OrderRoutes.cursor, Self.since,
                    .query("account", .string(1...64), "Only this account's; admins may name any."),
                ], responses: [.ok(PurchaseList.self, "A page.")], problems: [403])
        ) { [self] input, context in
            let caller = context.caller()
            var query = PurchaseQuery(account: input.string("account"), since: input.timestamp("since"))
            if !caller.isAdmin {
                guard query.account == nil || query.account == caller.account else {
                    throw Problem.forbidden("Only admins see the purchases of others.")
                }
                query.account = caller.account
            }
            return try await page(query, input)
        }
        api.on(
            .get, "/internal/purchases",
            Operation(
                id: "listPurchasesForServices", summary: "What accounts bought, the last first", tag: OrderRoutes.tag,
                access: .mesh("recommender", "reporting", "events"),
                parameters: [
                    .query("limit", .integer(1...1000), default: "500", "The most of a page."), OrderRoutes.cursor,
                    Self.since, .query("account", .string(1...64), "Only this account's."),
                ], responses: [.ok(PurchaseList.self, "A page.")])
        ) { [self] input, _ in
            try await page(PurchaseQuery(account: input.string("account"), since: input.timestamp("since")), input)
        }
    }

    private func page(_ query: PurchaseQuery, _ input: OperationInput<NoContent>) async throws -> HTTPReply {
        let limit = input.integer("limit") ?? 50
        let position = try input.string("cursor").map {
            try cursors.read($0, as: PurchasePosition.self, scope: query.scope)
        }
        var purchases = try await store.purchases(query, after: position, limit: limit + 1)
        guard purchases.count > limit else { return try .json(PurchaseList(items: purchases)) }
        purchases.removeLast()
        let next = try purchases.last.map {
            try cursors.make(
                PurchasePosition(last: $0.lastAt.milliseconds, account: $0.account, sku: $0.sku), scope: query.scope)
        }
        return try .json(PurchaseList(items: purchases, nextCursor: next))
    }
}
