import HTTPTypes
import MeshCore
import MeshRuntime
import ShopInsights

/// What is told of the shop, over HTTP: each with the error on a back-test beside the naive baseline's, and its version.
struct InsightRoutes: Sendable {
    let store: InsightStore
    let prices: PriceDesk
    let cursors: Cursors

    private static let tag = "insights"
    private static let path = "/v1/insights"
    private static let access = Access.mesh("orchestrator", "notifier", orRole: "admin")
    private static let limit = Parameter.query("limit", .integer(1...1000), default: "100", "The most of a page.")
    private static let cursor = Parameter.query(
        "cursor", .string(1...2048), "Where to go on: nextCursor of the page before.")
    private static let version = Parameter.query(
        "run", .string(1...80), "An earlier run; without it, what is told now.")
    private static let sku = Parameter.path("sku", .string(1...64), "What is sold")

    func add(to api: inout API) {
        addRuns(to: &api)
        addList(SegmentInsight.self, "segments", "listSegments", "Groups of customers", to: &api)
        addList(
            MemberInsight.self, "members", "listSegmentMembers", "Which group each customer is in",
            narrowed: "segment", "Only this group.", to: &api)
        addOne(MemberInsight.self, "members", Self.customer, "getSegmentMember", "The group of a customer", to: &api)
        addList(
            DemandInsight.self, "demand", "listDemand", "What is expected to be sold of each SKU, and what to order",
            narrowed: "reorder", "order: only what is to be ordered; enough: the others.", to: &api)
        addOne(DemandInsight.self, "demand", Self.sku, "getDemand", "The same of one SKU", to: &api)
        addList(
            AnomalyInsight.self, "anomalies", "listAnomalies", "What is unusual in what was measured",
            narrowed: "metric", "Only in this one.", to: &api)
        addList(
            PriceInsight.self, "prices", "listPriceSuggestions", "Prices that would be better, or why there are none",
            narrowed: "state", "suggested, or kept: those that stay.", to: &api)
        addOne(PriceInsight.self, "prices", Self.sku, "getPriceSuggestion", "The same of one SKU", to: &api)
        addList(
            CustomerInsight.self, "customers", "listCustomerOutlooks",
            "Who may have gone, the likeliest first, and who buys next",
            narrowed: "outlook", "leaving: those that have likely gone; staying: the others.", to: &api)
        addOne(
            CustomerInsight.self, "customers", Self.customer, "getCustomerOutlook", "The same of one customer",
            to: &api)
        addDecisions(to: &api)
    }

    private static let customer = Parameter.path("customer", .string(1...256), "The account")

    private func addRuns(to api: inout API) {
        api.on(
            .get, "\(Self.path)/runs",
            Operation(
                id: "listInsightRuns", summary: "The runs, the newest first, and how good each was", tag: Self.tag,
                access: Self.access,
                parameters: [.query("limit", .integer(1...100), default: "20", "The most runs.")],
                responses: [.ok(InsightRunList.self)])
        ) { [store] input, _ in
            try .json(InsightRunList(items: try await store.runs(limit: input.integer("limit") ?? 20)))
        }
    }

    private func addList<Item: InsightItem>(
        _ type: Item.Type, _ name: String, _ id: String, _ summary: String, narrowed facet: String? = nil,
        _ meaning: String = "", to api: inout API
    ) {
        let narrowing = facet.map { [Parameter.query($0, .string(1...100), meaning)] } ?? []
        api.on(
            .get, "\(Self.path)/\(name)",
            Operation(
                id: id, summary: summary, tag: Self.tag, access: Self.access,
                parameters: [Self.version, Self.limit, Self.cursor] + narrowing,
                responses: [.ok(InsightPage<Item>.self)], problems: [404])
        ) { [self] input, _ in
            let run = try await store.run(input.string("run"))
            let chosen = facet.flatMap { input.string($0) }
            let scope = "\(run.run) \(name) \(chosen ?? "")"
            let place = try input.string("cursor").map { try cursors.read($0, as: Int.self, scope: scope) }
            let limit = input.integer("limit") ?? 100
            var rows = try await store.items(type, of: run.run, facet: chosen, after: place, limit: limit + 1)
            let hasMore = rows.count > limit
            if hasMore { rows.removeLast() }
            let next = try hasMore ? rows.last.map { try cursors.make($0.place, scope: scope) } : nil
            return try .json(try await page(rows.map(\.item), of: run, next: next))
        }
    }

    private func addOne<Item: InsightItem>(
        _ type: Item.Type, _ name: String, _ parameter: Parameter, _ id: String, _ summary: String, to api: inout API
    ) {
        api.on(
            .get, "\(Self.path)/\(name)/{\(parameter.name)}",
            Operation(
                id: id, summary: summary, tag: Self.tag, access: Self.access, parameters: [parameter, Self.version],
                responses: [.ok(InsightPage<Item>.self, "A page with the one.")], problems: [404])
        ) { [self] input, _ in
            let run = try await store.run(input.string("run"))
            guard let item = try await store.item(type, input.string(parameter.name) ?? "", of: run.run) else {
                throw RecommenderError.insightNotFound
            }
            return try .json(try await page([item], of: run, next: nil))
        }
    }

    private func page<Item: InsightItem>(
        _ items: [Item], of run: InsightRun, next: String?
    ) async throws -> InsightPage<Item> {
        guard let result = run.results.first(where: { $0.kind == Item.kind }) else {
            throw RecommenderError.insightNotFound
        }
        return InsightPage(
            run: run.run, dataThrough: run.dataThrough, result: result, items: try await decided(items),
            nextCursor: next)
    }

    /// Prices with what became of them.
    private func decided<Item: InsightItem>(_ items: [Item]) async throws -> [Item] {
        guard let prices = items as? [PriceInsight] else { return items }
        let known = try await store.decisions(of: prices.map(\.sku))
        let told = prices.map { price in
            var price = price
            price.decision = known[price.sku.lowercased()]
            return price
        }
        return told as? [Item] ?? items
    }

    private func addDecisions(to api: inout API) {
        api.on(
            .post, "\(Self.path)/prices/{sku}/accept",
            Operation(
                id: "acceptPriceSuggestion",
                summary: "Have a suggested price hold: it becomes a price rule of the catalog",
                tag: Self.tag, access: .role("admin"), parameters: [Self.sku, Self.version],
                responses: [.ok(PriceInsight.self)], problems: [404, 409, 503])
        ) { [prices] input, context in
            let author = context.principal?.subject ?? ""
            return try .json(
                try await prices.accept(input.string("sku") ?? "", of: input.string("run"), by: author))
        }
        api.on(
            .post, "\(Self.path)/prices/{sku}/withdraw",
            Operation(
                id: "withdrawPriceSuggestion", summary: "Take the price rule back", tag: Self.tag,
                access: .role("admin"), parameters: [Self.sku], responses: [.ok(PriceDecision.self)],
                problems: [404, 503])
        ) { [prices] input, context in
            try .json(
                try await prices.withdraw(input.string("sku") ?? "", by: context.principal?.subject ?? ""))
        }
    }
}
