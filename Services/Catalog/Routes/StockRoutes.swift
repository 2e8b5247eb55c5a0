import CatalogAPI
import HTTPTypes
import MeshCore
import MeshRuntime
import MeshStore
import NIOCore

/// Stock levels and the ledger over HTTP.
struct StockRoutes: Sendable {
    let stock: StockStore
    let keys: IdempotencyKeys
    let cursors: Cursors

    private static let tag = "stock"
    private static let sku = Parameter.path("sku", .string(1...64), "The stock-keeping unit, without regard to case.")
    private static let limit = Parameter.query("limit", .integer(1...100), default: "50", "The most items of a page.")
    private static let cursor = Parameter.query(
        "cursor", .string(1...2048), "Where to go on: nextCursor of the page before.")

    func add(to api: inout API) {
        addLevels(to: &api)
        addCounting(to: &api)
        addRecording(to: &api)
        addLedger(to: &api)
        addInvariants(to: &api)
        addAvailability(to: &api)
    }

    private func addLevels(to api: inout API) {
        api.on(
            .get, "/v1/stock/{sku}",
            Operation(
                id: "getStockLevel", summary: "How much there is of an SKU", tag: Self.tag, access: .public,
                parameters: [Self.sku], responses: [.ok(StockLevel.self, etag: true, "The level.")],
                conditional: .read)
        ) { [stock] input, _ in
            HTTPReply(try stock.level(try Self.sku(of: input)))
        }
        api.on(
            .get, "/v1/stock",
            Operation(
                id: "listStockLevels",
                summary: "All stock, by SKU; what has changed, the longest unchanged first", tag: Self.tag,
                access: .mesh("recommender", "functions", orRole: "admin"),
                parameters: [
                    .query("updatedSince", .timestamp, "Only those that changed at this time or later."), Self.limit,
                    Self.cursor,
                ], responses: [.ok(StockLevelList.self, "A page.")])
        ) { [stock, cursors] input, _ in
            let limit = input.integer("limit") ?? 50
            if let since = input.timestamp("updatedSince") {
                let scope = "stock \(since)"
                let last = try input.string("cursor").map { try cursors.read($0, as: ChangedLevel.self, scope: scope) }
                var levels = try await stock.levels(changedSince: since, after: last, limit: limit + 1)
                guard levels.count > limit else { return try .json(StockLevelList(items: levels)) }
                levels.removeLast()
                let next = try levels.last.map { level in
                    try cursors.make(
                        ChangedLevel(updated: level.updatedAt?.milliseconds ?? 0, sku: level.sku), scope: scope)
                }
                return try .json(StockLevelList(items: levels, nextCursor: next))
            }
            let scope = "stock"
            let last = try input.string("cursor").map { try cursors.read($0, as: LevelPosition.self, scope: scope) }
            var levels = try await stock.levels(after: last?.sku ?? "", limit: limit + 1)
            guard levels.count > limit else { return try .json(StockLevelList(items: levels)) }
            levels.removeLast()
            let next = try levels.last.map { try cursors.make(LevelPosition(sku: $0.sku), scope: scope) }
            return try .json(StockLevelList(items: levels, nextCursor: next))
        }
    }

    private func addCounting(to api: inout API) {
        api.on(
            .put, "/v1/stock/{sku}",
            Operation(
                id: "countStock", summary: "Set what is on hand to what a count has found", tag: Self.tag,
                access: .role("admin"), parameters: [Self.sku], request: .json(CountStock.self),
                responses: [.ok(StockLevel.self, etag: true, "The level after it.")], problems: [409],
                conditional: .requiredWrite)
        ) { [stock] input, _ in
            let conditions = input.conditions
            let level = try await stock.count(input.body.onHand, of: try Self.sku(of: input), id: .make()) { stored in
                try conditions.requireMatch(stored.etag)
            }
            return HTTPReply(level)
        }
    }

    private func addRecording(to api: inout API) {
        api.on(
            .post, "/v1/stock/{sku}/movements",
            Operation(
                id: "recordStockMovement", summary: "Record units that came or went", tag: Self.tag,
                access: .mesh("orders", orRole: "admin"), parameters: [Self.sku],
                request: .json(RecordStockMovement.self), responses: [.created(StockMovement.self)], problems: [409],
                idempotency: .accepted)
        ) { [self] input, _ in
            let sku = try Self.sku(of: input)
            try Self.check(input.body)
            let location = "/v1/stock/\(sku)/movements"
            let claimed = input.claim.map { claim in
                StockStore.Claimed(claim: claim, keys: keys) { movement in
                    StoredAnswer(
                        status: 201,
                        fields: [.init(name: "content-type", value: "application/json")]
                            + [.init(name: "location", value: location)],
                        body: Array(try MeshJSON.encode(movement).readableBytesView))
                }
            }
            let movement = try await stock.record(input.body, of: sku, id: .make(), finishing: claimed)
            return try .created(movement, location: location)
        }
    }

    private func addLedger(to api: inout API) {
        api.on(
            .get, "/v1/stock/{sku}/movements",
            Operation(
                id: "listStockMovements", summary: "The ledger of an SKU, the newest first", tag: Self.tag,
                access: .role("admin"), parameters: [Self.sku, Self.limit, Self.cursor],
                responses: [.ok(StockMovementList.self, "A page.")])
        ) { [stock, cursors] input, _ in
            let sku = try Self.sku(of: input)
            let limit = input.integer("limit") ?? 50
            let scope = "movements \(ReservationContent.key(sku))"
            let last = try input.string("cursor").map { try cursors.read($0, as: LedgerPosition.self, scope: scope) }
            var entries = try await stock.movements(of: sku, before: last?.number, limit: limit + 1)
            let hasMore = entries.count > limit
            if hasMore { entries.removeLast() }
            let next = try entries.last.flatMap {
                hasMore ? try cursors.make(LedgerPosition(number: $0.number), scope: scope) : nil
            }
            return try .json(StockMovementList(items: entries.map(\.movement), nextCursor: next))
        }
    }

    private func addInvariants(to api: inout API) {
        api.on(
            .get, "/v1/stock/invariants",
            Operation(
                id: "checkStockInvariants", summary: "All stock, added up anew, and which rules do not hold",
                tag: Self.tag, access: .role("admin"), responses: [.ok(StockInvariants.self, "What was found.")])
        ) { [stock] _, _ in
            try .json(try await stock.invariants())
        }
    }

    private func addAvailability(to api: inout API) {
        api.on(
            .get, "/v1/products/{id}/availability",
            Operation(
                id: "getAvailability", summary: "How many of each of a product's SKUs can be had", tag: Self.tag,
                access: .public, parameters: [.path("id", .id(Product.ID.self), "The product.")],
                responses: [.ok(ProductAvailability.self, "How many.")], problems: [404])
        ) { [stock] input, _ in
            let id: Product.ID = try input.id("id")
            guard let found = try await stock.availability(of: id) else { throw CatalogError.productNotFound(id) }
            return try .json(found)
        }
    }

    /// The SKU of the path.
    ///
    /// - Throws: A 404 problem when it is none: nothing can be there.
    private static func sku<Body>(of input: OperationInput<Body>) throws -> String {
        guard let sku = input.string("sku"), StockFields.sku.validate(.string(sku)).isEmpty else {
            throw Problem.notFound("There can be no such SKU.")
        }
        return sku
    }

    /// - Throws: ``CatalogError/invalid(_:)`` when what comes is negative, or what goes is not.
    private static func check(_ request: RecordStockMovement) throws {
        guard !request.reason.fits(request.quantity) else { return }
        throw CatalogError.invalid([
            FieldError(
                field: "quantity", code: "wrong_sign",
                message: "What comes is counted above 0, what goes below; a movement of nothing is none.")
        ])
    }
}

/// Where the list of levels goes on.
private struct LevelPosition: Codable {
    let sku: String
}

/// Where a ledger goes on.
private struct LedgerPosition: Codable {
    let number: Int64
}

extension StockLevel {
    /// The level's version as an entity tag.
    fileprivate var etag: ETag { ETag(revision: version) }
}

extension HTTPReply {
    /// A level with its version.
    fileprivate init(_ level: StockLevel) {
        self = .encodedJSON(ByteBuffer(bytes: level.json.utf8), etag: level.etag)
    }
}
