import HTTPTypes
import MeshCore
import MeshRuntime
import OrdersAPI

/// Whom workflows may want to write to, and of what: who has left a cart, who has bought something, what was sold.
struct ReminderRoutes: Sendable {
    let store: OrdersStore
    let cursors: Cursors

    private static let access = Access.mesh("orchestrator")
    /// Small pages: each becomes the state of a workflow.
    private static let limit = Parameter.query("limit", .integer(1...100), default: "50", "The most of a page.")

    func add(to api: inout API) {
        addCarts(to: &api)
        addBuyers(to: &api)
        addSales(to: &api)
    }

    private func addSales(to api: inout API) {
        api.on(
            .get, "/internal/sales",
            Operation(
                id: "summariseSales", summary: "What was sold with orders that were placed in a time",
                tag: OrderRoutes.tag, access: Self.access,
                parameters: [
                    .requiredQuery("since", .timestamp, "At this time or later."),
                    .requiredQuery("until", .timestamp, "Before this time."),
                ], responses: [.ok(SalesSummary.self)])
        ) { [store] input, _ in
            // The parameters have to be there.
            guard let since = input.timestamp("since"), let until = input.timestamp("until") else {
                return try .json(SalesSummary(sums: []))
            }
            return try .json(try await store.sales(since: since, until: until))
        }
    }

    private func addCarts(to api: inout API) {
        api.on(
            .get, "/internal/carts/idle",
            Operation(
                id: "listIdleCarts", summary: "Carts of accounts that were filled and then left", tag: "carts",
                access: Self.access,
                parameters: [
                    .requiredQuery("since", .timestamp, "Those that were touched at this time or later."),
                    .requiredQuery("until", .timestamp, "Those that were not touched from this time on."),
                    Self.limit, OrderRoutes.cursor,
                ], responses: [.ok(IdleCartList.self, "A page.")])
        ) { [store, cursors] input, _ in
            let (since, until) = (input.timestamp("since"), input.timestamp("until"))
            let limit = input.integer("limit") ?? 50
            // The parameters have to be there.
            guard let since, let until else { return try .json(IdleCartList(items: [])) }
            let scope = "idle carts"
            let position = try input.string("cursor").map {
                try cursors.read($0, as: IdleCartPosition.self, scope: scope)
            }
            let found = try await store.idleCarts(since: since, until: until, after: position, limit: limit + 1)
            let page = Array(found.prefix(limit))
            let next = try page.last.map { last in
                try cursors.make(
                    IdleCartPosition(updated: last.updatedAt.milliseconds, id: last.id.description), scope: scope)
            }
            return try .json(IdleCartList(items: page, nextCursor: found.count > limit ? next : nil))
        }
    }

    private func addBuyers(to api: inout API) {
        api.on(
            .get, "/internal/buyers",
            Operation(
                id: "listBuyers", summary: "Accounts that have bought something, with what they bought last",
                tag: OrderRoutes.tag, access: Self.access,
                parameters: [
                    .requiredQuery("since", .timestamp, "Those that bought something at this time or later."),
                    Self.limit, OrderRoutes.cursor,
                ], responses: [.ok(BuyerList.self, "A page.")])
        ) { [store, cursors] input, _ in
            let limit = input.integer("limit") ?? 50
            // The parameter has to be there.
            guard let since = input.timestamp("since") else { return try .json(BuyerList(items: [])) }
            let scope = "buyers"
            let last = try input.string("cursor").map { try cursors.read($0, as: String.self, scope: scope) }
            let found = try await store.buyers(since: since, after: last ?? "", limit: limit + 1)
            let page = Array(found.prefix(limit))
            let next = try page.last.map { try cursors.make($0.account, scope: scope) }
            return try .json(BuyerList(items: page, nextCursor: found.count > limit ? next : nil))
        }
    }
}
