import CatalogAPI
import HTTPTypes
import MeshCore
import MeshRuntime
import MeshStore
import NIOCore

/// Price lists and their entries over HTTP.
struct PriceListRoutes: Sendable {
    let prices: PriceStore
    let keys: IdempotencyKeys
    let cursors: Cursors
    let clock: any WallClock

    /// A thousand entries with times and long skus.
    private static let entriesLimit = 512 << 10
    private static let admin = Access.role("admin")
    private static let id = Parameter.path("id", .id(PriceList.ID.self), "The price list")

    func add(to api: inout API) {
        addReading(to: &api)
        addCreating(to: &api)
        addChanging(to: &api)
        addPuttingEntries(to: &api)
        addListingEntries(to: &api)
    }

    private func addReading(to api: inout API) {
        api.on(
            .get, "/v1/price-lists/{id}",
            Operation(
                id: "getPriceList", summary: "A price list", tag: PriceRoutes.tag, access: Self.admin,
                parameters: [Self.id], responses: [.ok(PriceList.self, etag: true, "The list.")], conditional: .read)
        ) { [prices] input, _ in
            HTTPReply(try prices.list(try input.id("id")))
        }
        api.on(
            .get, "/v1/price-lists",
            Operation(
                id: "listPriceLists", summary: "Price lists, the newest first", tag: PriceRoutes.tag,
                access: Self.admin, parameters: [PriceRoutes.limit, PriceRoutes.cursor],
                responses: [.ok(PriceListPage.self, "A page.")])
        ) { [prices, cursors] input, _ in
            let limit = input.integer("limit") ?? 50
            let last = try input.string("cursor").map {
                try cursors.read($0, as: PriceList.ID.self, scope: "price-lists")
            }
            var items = try await prices.lists(before: last, limit: limit + 1)
            let hasMore = items.count > limit
            if hasMore { items.removeLast() }
            let next = try items.last.flatMap { hasMore ? try cursors.make($0.id, scope: "price-lists") : nil }
            return try .json(PriceListPage(items: items, nextCursor: next))
        }
    }

    private func addCreating(to api: inout API) {
        api.on(
            .post, "/v1/price-lists",
            Operation(
                id: "createPriceList", summary: "Add a price list", tag: PriceRoutes.tag, access: Self.admin,
                request: .json(CreatePriceList.self), responses: [.created(PriceList.self, etag: true)],
                problems: [409], idempotency: .accepted)
        ) { [self] input, context in
            let draft = try PriceListDraft(document: input.document ?? .null)
            let now = clock.now()
            let list = draft.list(id: .make(), createdAt: now, updatedAt: now, version: 1)
            var reply = HTTPReply(list, status: .created)
            reply.headers[.location] = "/v1/price-lists/\(list.id)"
            if let claim = input.claim {
                try await prices.create(
                    list, by: context.author, finishing: claim, of: keys, with: try await reply.storedAnswer())
            } else {
                try await prices.create(list, by: context.author)
            }
            return reply
        }
    }

    private func addChanging(to api: inout API) {
        api.on(
            .patch, "/v1/price-lists/{id}",
            Operation(
                id: "patchPriceList", summary: "Change parts of a price list", tag: PriceRoutes.tag,
                access: Self.admin, parameters: [Self.id], request: .mergePatch(PriceListPatch.self),
                responses: [.ok(PriceList.self, etag: true, "The list after the change.")], problems: [409],
                conditional: .write)
        ) { [prices] input, context in
            let conditions = input.conditions
            let list = try await prices.patch(
                try input.id("id"), input.document ?? .null, by: context.author
            ) { stored in try conditions.requireMatch(stored.etag) }
            return HTTPReply(list)
        }
        api.on(
            .delete, "/v1/price-lists/{id}",
            Operation(
                id: "deletePriceList", summary: "Remove a price list with its entries", tag: PriceRoutes.tag,
                access: Self.admin, parameters: [Self.id],
                responses: [.noContent("Its prices hold no longer.")], conditional: .write)
        ) { [prices] input, context in
            let conditions = input.conditions
            try await prices.delete(try input.id("id"), by: context.author) { stored in
                try conditions.requireMatch(stored.etag)
            }
            return .empty()
        }
    }

    private func addPuttingEntries(to api: inout API) {
        api.on(
            .put, "/v1/price-lists/{id}/entries",
            Operation(
                id: "putPriceEntries", summary: "Set and remove entries of a price list", tag: PriceRoutes.tag,
                access: Self.admin, parameters: [Self.id],
                request: .json(PutPriceEntries.self, limit: Self.entriesLimit),
                responses: [.ok(PriceEntriesOutcome.self, "What became of them.")], conditional: .write)
        ) { [prices] input, context in
            let conditions = input.conditions
            return try .json(
                try await prices.put(input.body.entries, into: try input.id("id"), by: context.author) { stored in
                    try conditions.requireMatch(stored.etag)
                })
        }
    }

    private func addListingEntries(to api: inout API) {
        api.on(
            .get, "/v1/price-lists/{id}/entries",
            Operation(
                id: "listPriceEntries", summary: "Entries of a price list by SKU, quantity and beginning",
                tag: PriceRoutes.tag, access: Self.admin,
                parameters: [
                    Self.id, .query("sku", .string(1...64), "Only those for this SKU."),
                    .query(
                        "limit", .integer(1...PriceFields.entryPageLimit), default: "100", "The most items of a page."),
                    PriceRoutes.cursor,
                ], responses: [.ok(PriceEntryPage.self, "A page.")])
        ) { [prices, cursors] input, _ in
            let id: PriceList.ID = try input.id("id")
            let sku = input.string("sku")
            let limit = input.integer("limit") ?? 100
            let scope = "price-entries \(id) \(sku?.lowercased() ?? "")"
            let last = try input.string("cursor").map {
                try cursors.read($0, as: PriceEntryPosition.self, scope: scope)
            }
            var items = try await prices.entries(of: id, sku: sku, after: last, limit: limit + 1)
            let hasMore = items.count > limit
            if hasMore { items.removeLast() }
            let next = try items.last.flatMap {
                hasMore ? try cursors.make(PriceEntryPosition($0), scope: scope) : nil
            }
            return try .json(PriceEntryPage(items: items, nextCursor: next))
        }
    }
}

extension PriceList {
    /// The list's version as an entity tag.
    fileprivate var etag: ETag { ETag(revision: version) }
}

extension HTTPReply {
    /// A list with its version.
    fileprivate init(_ list: PriceList, status: HTTPResponse.Status = .ok) {
        self = .encodedJSON(ByteBuffer(bytes: list.json.utf8), status: status, etag: list.etag)
    }
}
