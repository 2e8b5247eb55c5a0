import CatalogAPI
import HTTPTypes
import MeshCore
import MeshRuntime
import NIOCore

/// Price rules over HTTP: the door through which dynamic pricing drives prices.
struct PriceRuleRoutes: Sendable {
    let prices: PriceStore
    let cursors: Cursors

    /// The service that is to drive prices by itself, and whoever may by hand.
    private static let drivers = Access.mesh("recommender", orRole: "admin")
    private static let id = Parameter.path("id", .string(1...64), "The rule, by the id that its driver chose")

    func add(to api: inout API) {
        addPutting(to: &api)
        addReading(to: &api)
        addDeleting(to: &api)
    }

    private func addPutting(to api: inout API) {
        api.on(
            .put, "/v1/price-rules/{id}",
            Operation(
                id: "putPriceRule", summary: "Set a price rule", tag: PriceRoutes.tag, access: Self.drivers,
                parameters: [Self.id], request: .json(PutPriceRule.self),
                responses: [
                    .ok(PriceRule.self, etag: true, "The rule, changed or as it was."),
                    .created(PriceRule.self, etag: true),
                ], problems: [409], conditional: .write)
        ) { [prices] input, context in
            let id = input.string("id") ?? ""
            let errors =
                PriceFields.ruleID.validate(.string(id)).map { error in
                    FieldError(field: "id", code: error.code, message: error.message)
                } + input.body.errors
            guard errors.isEmpty else { throw CatalogError.invalid(errors) }
            let conditions = input.conditions
            let put = try await prices.put(rule: id, input.body, by: context.author) { stored in
                try conditions.requireMatch(stored?.etag)
            }
            switch put {
            case .kept(let rule): return HTTPReply(rule)
            case .created(let rule):
                var reply = HTTPReply(rule, status: .created)
                reply.headers[.location] = "/v1/price-rules/\(id)"
                return reply
            }
        }
    }

    private func addReading(to api: inout API) {
        api.on(
            .get, "/v1/price-rules/{id}",
            Operation(
                id: "getPriceRule", summary: "A price rule", tag: PriceRoutes.tag, access: Self.drivers,
                parameters: [Self.id], responses: [.ok(PriceRule.self, etag: true, "The rule.")], conditional: .read)
        ) { [prices] input, _ in
            HTTPReply(try prices.rule(input.string("id") ?? ""))
        }
        api.on(
            .get, "/v1/price-rules",
            Operation(
                id: "listPriceRules", summary: "Price rules by id", tag: PriceRoutes.tag, access: Self.drivers,
                parameters: [PriceRoutes.limit, PriceRoutes.cursor],
                responses: [.ok(PriceRulePage.self, "A page.")])
        ) { [prices, cursors] input, _ in
            let limit = input.integer("limit") ?? 50
            let last = try input.string("cursor").map { try cursors.read($0, as: String.self, scope: "price-rules") }
            var items = try await prices.rules(after: last, limit: limit + 1)
            let hasMore = items.count > limit
            if hasMore { items.removeLast() }
            let next = try items.last.flatMap { hasMore ? try cursors.make($0.id, scope: "price-rules") : nil }
            return try .json(PriceRulePage(items: items, nextCursor: next))
        }
    }

    private func addDeleting(to api: inout API) {
        api.on(
            .delete, "/v1/price-rules/{id}",
            Operation(
                id: "deletePriceRule", summary: "Remove a price rule", tag: PriceRoutes.tag, access: Self.drivers,
                parameters: [Self.id], responses: [.noContent("It holds no longer.")], conditional: .write)
        ) { [prices] input, context in
            let conditions = input.conditions
            try await prices.delete(rule: input.string("id") ?? "", by: context.author) { stored in
                try conditions.requireMatch(stored.etag)
            }
            return .empty()
        }
    }
}

extension PriceRule {
    /// The rule's version as an entity tag; with the time of its making, because an id may be used again after a removal.
    fileprivate var etag: ETag { ETag("\(createdAt.milliseconds)-\(version)") }
}

extension HTTPReply {
    /// A rule with its version.
    fileprivate init(_ rule: PriceRule, status: HTTPResponse.Status = .ok) {
        self = .encodedJSON(ByteBuffer(bytes: rule.json.utf8), status: status, etag: rule.etag)
    }
}
