import CatalogAPI
import HTTPTypes
import MeshCore
import MeshRuntime

/// Who wants to be told when there is something again, over HTTP; and for the workflow that tells them.
struct StockWatchRoutes: Sendable {
    let stock: StockStore

    private static let tag = "stock"
    private static let path = "/v1/stock/{sku}/watch"
    private static let sku = Parameter.path("sku", .string(1...64), "The stock-keeping unit, without regard to case.")
    private static let access = Access.mesh("orchestrator")

    func add(to api: inout API) {
        addOwn(to: &api)
        addTelling(to: &api)
    }

    private func addOwn(to api: inout API) {
        api.on(
            .put, Self.path,
            Operation(
                id: "watchStock", summary: "Be told when there is some again, once", tag: Self.tag, access: .user,
                parameters: [Self.sku], responses: [.ok(StockWatch.self)], problems: [404, 409])
        ) { [stock] input, context in
            try .json(try await stock.watch(input.string("sku") ?? "", for: context.principal?.subject ?? ""))
        }
        api.on(
            .delete, Self.path,
            Operation(
                id: "unwatchStock", summary: "Not be told any more", tag: Self.tag, access: .user,
                parameters: [Self.sku], responses: [.noContent()])
        ) { [stock] input, context in
            try await stock.unwatch(input.string("sku") ?? "", for: context.principal?.subject ?? "")
            return .empty()
        }
        api.on(
            .get, "/v1/stock/watches",
            Operation(
                id: "listStockWatches", summary: "What the caller wants to be told of, the newest first",
                tag: Self.tag, access: .user, responses: [.ok(StockWatchList.self)])
        ) { [stock] _, context in
            try .json(StockWatchList(items: try await stock.watches(of: context.principal?.subject ?? "")))
        }
    }

    private func addTelling(to api: inout API) {
        api.on(
            .get, "/internal/stock/back",
            Operation(
                id: "listBackInStock", summary: "What there is again, and who wants to be told", tag: Self.tag,
                access: Self.access,
                parameters: [.query("limit", .integer(1...200), default: "100", "The most of an answer.")],
                responses: [.ok(BackInStockList.self)])
        ) { [stock] input, _ in
            try .json(BackInStockList(items: try await stock.backInStock(limit: input.integer("limit") ?? 100)))
        }
        api.on(
            .delete, "/internal/stock/watches/{id}",
            Operation(
                id: "forgetStockWatch", summary: "Forget a wish that was fulfilled", tag: Self.tag,
                access: Self.access, parameters: [.path("id", .id(StockWatch.ID.self), "The wish")],
                responses: [.noContent()])
        ) { [stock] input, _ in
            try await stock.forgetWatch(try input.id("id"))
            return .empty()
        }
        api.on(
            .delete, "/internal/accounts/{account}",
            Operation(
                id: "forgetStockWatches", summary: "Forget what an account wants to be told of", tag: Self.tag,
                access: Self.access, parameters: [.path("account", .string(1...256), "The account")],
                responses: [.noContent()])
        ) { [stock] input, _ in
            try await stock.forgetWatches(of: input.string("account") ?? "")
            return .empty()
        }
    }
}
