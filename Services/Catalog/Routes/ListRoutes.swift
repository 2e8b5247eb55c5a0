import CatalogAPI
import HTTPTypes
import MeshCore
import MeshRuntime
import NIOCore

/// Lists of products over HTTP.
struct ListRoutes: Sendable {
    let store: CatalogStore
    let cursors: Cursors

    private static let tag = "products"
    private static let limit = 1...100
    private static let cursor = Parameter.query(
        "cursor", .string(1...2048), "Where to go on: nextCursor of the page before.")

    func add(to api: inout API) {
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

    private func page(_ products: [Product], next: String?) throws -> HTTPReply {
        var page: JSONObject = ["items": .array(products.map(\.json))]
        page["nextCursor"] = next.map { .string($0) }
        return .encodedJSON(ByteBuffer(bytes: JSONValue.object(page).utf8))
    }
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
