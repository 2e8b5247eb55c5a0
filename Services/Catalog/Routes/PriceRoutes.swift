import CatalogAPI
import HTTPTypes
import MeshCore
import MeshRuntime
import NIOCore

/// Prices as buyers and other services ask for them, and the audit of their changes, over HTTP.
struct PriceRoutes: Sendable {
    let prices: PriceStore
    let cursors: Cursors

    static let tag = "prices"
    private static let id = Parameter.path("id", .id(Product.ID.self), "The product")

    func add(to api: inout API) {
        addQuoting(to: &api)
        addProductPrices(to: &api)
        addAudit(to: &api)
    }

    private func addQuoting(to api: inout API) {
        api.on(
            .post, "/v1/prices/quote",
            Operation(
                id: "quotePrices", summary: "What things cost, all at one moment", tag: Self.tag, access: .userOrGuest,
                request: .json(QuotePrices.self), responses: [.ok(PriceQuote.self, "The prices, line by line.")],
                problems: [403])
        ) { [prices] input, context in
            try Self.admit(input.body.customerGroup, context)
            let quote = try await prices.quote(input.body)
            return .encodedJSON(ByteBuffer(bytes: quote.json.utf8))
        }
    }

    private func addProductPrices(to api: inout API) {
        api.on(
            .get, "/v1/products/{id}/prices",
            Operation(
                id: "getProductPrices", summary: "What the SKUs of a product cost, by quantity", tag: Self.tag,
                access: .userOrGuest,
                parameters: [
                    Self.id, .requiredQuery("currency", .string(3...3), "The currency of the prices."),
                    .query("channel", .string(1...32), "Where it is sold."),
                    .query("country", .string(2...2), "The buyer's country, by its code of ISO 3166-1."),
                    .query(
                        "customerGroup", .string(1...32), "Whom it is sold to; for admins and services of the mesh."),
                ], responses: [.ok(ProductPrices.self, "The prices, SKU by SKU.")], problems: [403])
        ) { [prices] input, context in
            let group = input.string("customerGroup")
            try Self.admit(group, context)
            guard let currency = input.string("currency").flatMap({ Currency($0) }) else {
                throw CatalogError.invalid([
                    FieldError(field: "currency", code: "not_a_currency", message: "A code of ISO 4217 is expected.")
                ])
            }
            let audience = PriceAudience(
                currency: currency, channel: input.string("channel"), country: input.string("country"),
                customerGroup: group)
            return try .json(try await prices.prices(of: try input.id("id"), for: audience))
        }
    }

    private func addAudit(to api: inout API) {
        api.on(
            .get, "/v1/price-audit",
            Operation(
                id: "listPriceChanges", summary: "Changes of prices: who, when, before and after, the newest first",
                tag: Self.tag, access: .role("admin"),
                parameters: [
                    .query("sku", .string(1...64), "Only those of this SKU."),
                    .query("list", .id(PriceList.ID.self), "Only those of this price list."), Self.limit, Self.cursor,
                ], responses: [.ok(PriceAuditPage.self, "A page.")])
        ) { [prices, cursors] input, _ in
            let (sku, list) = (input.string("sku"), input.string("list"))
            let limit = input.integer("limit") ?? 50
            let scope = "price-audit \(sku?.lowercased() ?? "") \(list ?? "")"
            let last = try input.string("cursor").map { try cursors.read($0, as: AuditPosition.self, scope: scope) }
            var items = try await prices.audit(
                sku: sku, list: list.flatMap { PriceList.ID($0) }, before: last?.number, limit: limit + 1)
            let hasMore = items.count > limit
            if hasMore { items.removeLast() }
            let next = try items.last.flatMap {
                hasMore ? try cursors.make(AuditPosition(number: $0.number), scope: scope) : nil
            }
            return try .json(PriceAuditPage(items: items, nextCursor: next))
        }
    }

    static let limit = Parameter.query(
        "limit", .integer(1...PriceFields.pageLimit), default: "50", "The most items of a page.")
    static let cursor = Parameter.query(
        "cursor", .string(1...2048), "Where to go on: nextCursor of the page before.")

    /// A group's prices are no secret of the group's alone, but nobody may give themselves those of another: services of
    /// the mesh know whom they serve. The gateway does not, it passes on what anybody sends.
    private static func admit(_ customerGroup: String?, _ context: MeshRequestContext) throws {
        guard customerGroup != nil else { return }
        if let peer = context.peer, peer != "gateway" { return }
        if let principal = context.principal, principal.has(role: "admin") { return }
        throw Problem.forbidden(
            "Only services of the mesh and admins may ask for the prices of a customer group.")
    }
}

/// Where the audit goes on.
private struct AuditPosition: Codable {
    let number: Int64
}

extension MeshRequestContext {
    /// Who changes prices, as the audit tells it.
    var author: String { principal?.subject ?? peer.map { "service/\($0)" } ?? "unknown" }
}
