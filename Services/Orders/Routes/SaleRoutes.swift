import HTTPTypes
import MeshCore
import MeshRuntime
import OrdersAPI

/// What was sold, for those who reckon with it.
struct SaleRoutes: Sendable {
    let store: OrdersStore
    let cursors: Cursors

    func add(to api: inout API) {
        addSales(to: &api)
        addPayments(to: &api)
    }

    private func addPayments(to api: inout API) {
        api.on(
            .get, "/internal/payments",
            Operation(
                id: "listPaymentAttempts",
                summary: "All attempts to pay without names, addresses and cards, the newest first",
                tag: OrderRoutes.tag, access: .mesh("functions"),
                parameters: [
                    .query("limit", .integer(1...1000), default: "500", "The most of a page."), OrderRoutes.cursor,
                    .query("since", .timestamp, "Only what was begun at this time or later."),
                ], responses: [.ok(PaymentAttemptList.self, "A page.")])
        ) { [store, cursors] input, _ in
            let since = input.timestamp("since")
            let scope = "payments \(since?.description ?? "")"
            let limit = input.integer("limit") ?? 500
            let position = try input.string("cursor").map {
                try cursors.read($0, as: PaymentAttemptPosition.self, scope: scope)
            }
            var attempts = try await store.paymentAttempts(since: since, after: position, limit: limit + 1)
            guard attempts.count > limit else { return try .json(PaymentAttemptList(items: attempts)) }
            attempts.removeLast()
            let next = try attempts.last.map {
                try cursors.make(
                    PaymentAttemptPosition(at: $0.at.milliseconds, checkout: $0.checkout), scope: scope)
            }
            return try .json(PaymentAttemptList(items: attempts, nextCursor: next))
        }
    }

    private func addSales(to api: inout API) {
        api.on(
            .get, "/internal/orders",
            Operation(
                id: "listSales", summary: "All orders without names and addresses, the newest first",
                tag: OrderRoutes.tag, access: .mesh("functions"),
                parameters: [
                    .query("limit", .integer(1...1000), default: "500", "The most of a page."), OrderRoutes.cursor,
                    .query("since", .timestamp, "Only what was placed at this time or later."),
                ], responses: [.ok(SaleList.self, "A page.")])
        ) { [store, cursors] input, _ in
            let query = OrderQuery(since: input.timestamp("since"))
            let scope = "sales \(query.scope)"
            let limit = input.integer("limit") ?? 500
            let position = try input.string("cursor").map {
                try cursors.read($0, as: OrderPosition.self, scope: scope)
            }
            var orders = try await store.orders(query, after: position, limit: limit + 1)
            guard orders.count > limit else { return try .json(SaleList(items: orders.map(Sale.init))) }
            orders.removeLast()
            let next = try orders.last.map {
                try cursors.make(OrderPosition(placed: $0.placedAt.milliseconds, id: $0.id), scope: scope)
            }
            return try .json(SaleList(items: orders.map(Sale.init), nextCursor: next))
        }
    }
}
