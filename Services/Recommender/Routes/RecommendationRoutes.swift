import HTTPTypes
import MeshCore
import MeshRuntime
import RecommenderAPI

/// What should be seen next, over HTTP.
struct RecommendationRoutes: Sendable {
    let desk: RecommendationDesk

    private static let tag = "recommendations"
    private static let path = "/v1/recommendations"
    private static let limit = Parameter.query(
        "limit", .integer(1...RecommenderFields.mostItems), default: "10", "The most items of an answer.")
    private static let category = Parameter.query(
        "category", .string(1...64), "Only what is in this category of the catalog, or below it.")
    private static let segment = Parameter.query(
        "segment", .string(1...80),
        "Only among those of a segment, as far as enough is known of them: device:mobile (desktop, tablet, tv), language:de, or customers: "
            + "and the name of a segment of /v1/insights/segments.")
    private static let sku = Parameter.path(
        "sku", .string(1...64), "A product's own number, that of a variant, or the product's id")
    /// What is right for one is not for another, nor a moment later.
    private static let headers: HTTPFields = [.cacheControl: "private, no-store"]

    func add(to api: inout API) {
        addPersonal(to: &api)
        addInternal(to: &api)
        addItems(to: &api)
        addCharts(to: &api)
    }

    private func addPersonal(to api: inout API) {
        api.on(
            .get, Self.path,
            Operation(
                id: "recommend", summary: "What the caller should see next, the best first", tag: Self.tag,
                access: .userOrGuest,
                parameters: [
                    Self.limit, Self.category,
                    .query(
                        "visitor", .string(1...256),
                        "The id that the visitor's device gives to the collector; what was done with it counts too."),
                    .query(
                        "for", .string(1...256),
                        "The account whose history counts: the caller's own; any, for administrators."),
                    .query(
                        "item", .string(1...64),
                        "The product that is being looked at: it counts at once, and is not recommended."),
                    .query(
                        "fresh", .boolean, default: "false",
                        "Whether to wait until all is counted that was collected before; at most for serving.patience."),
                ], responses: [.ok(RecommendationList.self)], problems: [403])
        ) { [desk] input, context in
            var question = RecommendationDesk.Question(limit: input.integer("limit") ?? 10)
            question.context = input.string("item")
            question.category = input.string("category")
            question.isFresh = input.boolean("fresh") ?? false
            question.isSeen = true
            question.language = input.head.headerFields[.acceptLanguage]
            question.userAgent = input.head.headerFields[.userAgent]
            if let account = input.string("for") {
                guard let caller = context.principal, caller.subject == account || caller.has(role: "admin") else {
                    throw RecommenderError.notYours
                }
                question.people = [.account(account)]
                question.isSeen = caller.subject == account
            } else if let caller = context.principal {
                question.people = [.account(caller.subject)]
            }
            if let visitor = input.string("visitor") { question.people.append(.device(visitor)) }
            return try .json(try await desk.recommendations(question), headers: Self.headers)
        }
    }

    private func addInternal(to api: inout API) {
        api.on(
            .get, "/internal/recommendations/{account}",
            Operation(
                id: "recommendTo", summary: "What an account should see next, for services", tag: Self.tag,
                access: .mesh("notifier", "orchestrator"),
                parameters: [.path("account", .string(1...256), "The account"), Self.limit, Self.category],
                responses: [.ok(RecommendationList.self)])
        ) { [desk] input, _ in
            var question = RecommendationDesk.Question(limit: input.integer("limit") ?? 10)
            question.people = [.account(input.string("account") ?? "")]
            question.category = input.string("category")
            return try .json(try await desk.recommendations(question), headers: Self.headers)
        }
        api.on(
            .delete, "/internal/accounts/{account}",
            Operation(
                id: "forgetInterests", summary: "Forget what an account did", tag: Self.tag,
                access: .mesh("orchestrator"), parameters: [.path("account", .string(1...256), "The account")],
                responses: [.noContent()])
        ) { [desk] input, _ in
            try await desk.store.erase(account: input.string("account") ?? "")
            return .empty()
        }
    }

    private func addItems(to api: inout API) {
        api.on(
            .get, "\(Self.path)/similar/{sku}",
            Operation(
                id: "similarItems", summary: "What goes with a product", tag: Self.tag, access: .public,
                parameters: [Self.sku, Self.limit], responses: [.ok(RecommendationList.self)], problems: [404])
        ) { [desk] input, _ in
            try .json(try desk.similar(to: input.string("sku") ?? "", limit: input.integer("limit") ?? 10))
        }
        api.on(
            .get, "\(Self.path)/together/{sku}",
            Operation(
                id: "itemsBoughtTogether",
                summary: "What is bought together with a product; the score is the confidence",
                tag: Self.tag, access: .public, parameters: [Self.sku, Self.limit],
                responses: [.ok(RecommendationList.self)], problems: [404])
        ) { [desk] input, _ in
            try .json(try desk.together(with: input.string("sku") ?? "", limit: input.integer("limit") ?? 10))
        }
    }

    private func addCharts(to api: inout API) {
        api.on(
            .get, "\(Self.path)/popular",
            Operation(
                id: "popularItems", summary: "What many deal with", tag: Self.tag, access: .public,
                parameters: [Self.limit, Self.category, Self.segment], responses: [.ok(RecommendationList.self)],
                problems: [404])
        ) { [desk] input, _ in
            try .json(
                desk.popular(
                    in: input.string("category"), of: try Self.audience(of: input), limit: input.integer("limit") ?? 10)
            )
        }
        api.on(
            .get, "\(Self.path)/trending",
            Operation(
                id: "trendingItems", summary: "What is dealt with more than before", tag: Self.tag, access: .public,
                parameters: [Self.limit, Self.category, Self.segment], responses: [.ok(RecommendationList.self)],
                problems: [404])
        ) { [desk] input, _ in
            try .json(
                desk.trending(
                    in: input.string("category"), of: try Self.audience(of: input), limit: input.integer("limit") ?? 10)
            )
        }
    }

    /// The segment that is asked for.
    private static func audience(of input: OperationInput<some Sendable>) throws -> Audience? {
        try input.string("segment").map { text in
            guard let audience = Audience(text: text) else {
                throw Problem.notFound(
                    "There is no segment '\(text)': say device:, language: or customers:, and which one it is.",
                    code: "segment_not_found")
            }
            return audience
        }
    }
}
