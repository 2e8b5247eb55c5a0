import CatalogAPI
import HTTPTypes
import MeshCore
import MeshRuntime
import NIOCore

/// Lists of products over HTTP, and the search.
struct ListRoutes: Sendable {
    let store: CatalogStore
    let cursors: Cursors

    /// Nobody pages through more than a thousand hits; each page costs the ranking of all of them.
    static let searchDepth = 1000

    private static let tag = "products"
    private static let limit = 1...100
    private static let cursor = Parameter.query(
        "cursor", .string(1...2048), "Where to go on: nextCursor of the page before.")

    func add(to api: inout API) {
        addList(to: &api)
        addSearch(to: &api)
    }

    private func addList(to api: inout API) {
        let amount = ParameterKind.integer(0...Int(ProductFields.largestAmount))
        api.on(
            .get, "/v1/products",
            Operation(
                id: "listProducts",
                summary: "Products: the newest first, the cheapest first under price limits",
                tag: Self.tag, access: .public,
                parameters: [
                    .query("limit", .integer(Self.limit), default: "50", "The most products of a page."), Self.cursor,
                    .query("category", .string(1...64), "Only this category, and those below it."),
                    .query("active", .boolean, "Only those that can be bought, or that cannot."),
                    .query(
                        "sku", .string(1...64),
                        "Only the product that has this sku, or a variant of it, without regard to case."),
                    .query("currency", .string(3...3), "Only prices in this currency; EUR when only limits are given."),
                    .query("minPrice", amount, "The lowest price, in minor units."),
                    .query("maxPrice", amount, "The highest price, in minor units."),
                    .query("updatedSince", .timestamp, "Only those that changed at this time or later."),
                ], responses: [.ok(ProductList.self, "A page.")])
        ) { [self] input, _ in
            let query = ProductQuery(input)
            if let currency = input.string("currency"), query.currency?.description != currency {
                return try page([], next: nil)
            }
            let limit = input.integer("limit") ?? 50
            let scope = "list \(query.parameters.map { "\($0.name)=\($0.value)" }.joined(separator: "&"))"
            let position = try input.string("cursor").map { try cursors.read($0, as: ListPosition.self, scope: scope) }
            let found = try await store.list(query, after: position, limit: limit)
            return try page(found.products, next: try found.end.map { try cursors.make($0, scope: scope) })
        }
    }

    private func addSearch(to api: inout API) {
        api.on(
            .get, "/v1/products/search",
            Operation(
                id: "searchProducts", summary: "Products that match all words, the best first", tag: Self.tag,
                access: .public,
                parameters: [
                    .requiredQuery("q", .string(0...200), "Words; the last one may be the beginning of one."),
                    .query("limit", .integer(Self.limit), default: "20", "The most products of a page."), Self.cursor,
                    .query("active", .boolean, default: "true", "Those that can be bought, or that cannot."),
                ], responses: [.ok(ProductList.self, "A page.")])
        ) { [self] input, _ in
            let words = input.string("q") ?? ""
            let active = input.boolean("active") ?? true
            let limit = input.integer("limit") ?? 20
            let scope = "search \(active) \(words)"
            let offset =
                try input.string("cursor").map { try cursors.read($0, as: SearchPosition.self, scope: scope).offset }
                ?? 0
            guard let expression = SearchExpression(words).text else { return try page([], next: nil) }
            var products = try await store.search(expression, active: active, offset: offset, limit: limit + 1)
            let hasMore = products.count > limit
            if hasMore { products.removeLast() }
            let end = offset + products.count
            guard hasMore, end < Self.searchDepth else { return try page(products, next: nil) }
            return try page(products, next: try cursors.make(SearchPosition(offset: end), scope: scope))
        }
    }

    private func page(_ products: [Product], next: String?) throws -> HTTPReply {
        var page: JSONObject = ["items": .array(products.map(\.json))]
        page["nextCursor"] = next.map { .string($0) }
        return .encodedJSON(ByteBuffer(bytes: JSONValue.object(page).utf8))
    }
}

/// Where a search goes on: how many hits have been told.
private struct SearchPosition: Codable {
    let offset: Int
}

extension ProductQuery {
    /// The query of a request, whose parameters were checked.
    fileprivate init(_ input: OperationInput<NoContent>) {
        self.init(
            category: input.string("category"), active: input.boolean("active"), sku: input.string("sku"),
            currency: input.string("currency").flatMap { Currency($0) },
            minPrice: input.integer("minPrice").map(Int64.init), maxPrice: input.integer("maxPrice").map(Int64.init),
            updatedSince: input.timestamp("updatedSince"))
    }
}
