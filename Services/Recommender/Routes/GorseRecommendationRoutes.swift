import HTTPTypes
import MeshCore
import MeshRuntime

/// What Gorse's clients ask for: recommendations, neighbours and charts, over HTTP.
struct GorseRecommendationRoutes: Sendable {
    let desk: GorseDesk

    private static let offset = Parameter.query(
        "offset", .integer(0...GorseFields.most), default: "0", "Rows to pass over.")
    private static let category = Parameter.path("category", .string(1...128), "Only of this category")
    private static let wanted = Parameter.query("category", .string(0...128), "Only of this category.")
    private static let limits = [GorseDataRoutes.count, offset]

    func add(to api: inout API) {
        addRecommendations(to: &api)
        addSession(to: &api)
        addNeighbours(to: &api)
        addCharts(to: &api)
    }

    private func addRecommendations(to api: inout API) {
        for (path, id, own) in [
            ("/recommend/{user}", "gorseRecommend", [Self.wanted]),
            ("/recommend/{user}/{category}", "gorseRecommendOfCategory", [Self.category]),
        ] {
            api.on(
                .get, GorseDataRoutes.path + path,
                Operation(
                    id: id, summary: "What a user should see next: ids, or with X-API-Version 2 scores as well",
                    tag: GorseDataRoutes.tag, access: GorseDataRoutes.access,
                    parameters: [GorseDataRoutes.user] + own + Self.limits + [
                        .query("write-back-type", .string(1...64), "Feedback of this type is put in for each."),
                        .query("write-back-delay", .string(0...32), "Then it is of so long from now on, such as 10m."),
                        .header("X-API-Version", .string(1...8), "2 asks for scores."),
                    ], responses: [.ok(JSONValue.self)])
            ) { [desk] input, _ in
                let delay = GorseTime.duration(input.string("write-back-delay") ?? "")
                guard let delay else {
                    throw RecommenderError.invalid([
                        FieldError(field: "write-back-delay", code: "malformed", message: "Write it as 10m or 1h30m.")
                    ])
                }
                let found = try await desk.recommendations(
                    to: input.string("user") ?? "", in: input.string("category"), Self.page(input))
                if let type = input.string("write-back-type") {
                    try await desk.writeBack(found, to: input.string("user") ?? "", type: type, after: delay)
                }
                return input.string("X-API-Version") == "2" ? try .json(found) : try .json(found.map(\.id))
            }
        }
    }

    private func addSession(to api: inout API) {
        for (path, id, own) in [
            ("/session/recommend", "gorseSessionRecommend", [Self.wanted]),
            ("/session/recommend/{category}", "gorseSessionRecommendOfCategory", [Self.category]),
        ] {
            api.on(
                .post, GorseDataRoutes.path + path,
                Operation(
                    id: id, summary: "What should be seen after what somebody did, of whom nothing else is known",
                    tag: GorseDataRoutes.tag, access: GorseDataRoutes.access, parameters: own + Self.limits,
                    request: .json(GorseBatch<GorseFeedback>.self, limit: 1 << 20), responses: [.ok([GorseScore].self)])
            ) { [desk] input, _ in
                try .json(
                    try desk.recommendations(
                        after: input.body.elements, in: input.string("category"),
                        (input.integer("n") ?? 10, input.integer("offset") ?? 0)))
            }
        }
    }

    private func addNeighbours(to api: inout API) {
        for (path, id, own) in [
            ("/item/{item}/neighbors", "gorseItemNeighbours", [Self.wanted]),
            ("/item/{item}/neighbors/{category}", "gorseItemNeighboursOfCategory", [Self.category]),
        ] {
            ask(&api, path, id, "What goes with an item", [GorseDataRoutes.item] + own + Self.limits) { [desk] input in
                try desk.neighbours(of: input.string("item") ?? "", in: input.string("category"), Self.page(input))
            }
        }
        ask(
            &api, "/user/{user}/neighbors", "gorseUserNeighbours", "Who does the same as a user",
            [GorseDataRoutes.user] + Self.limits
        ) { [desk] input in
            let (count, offset) = Self.page(input)
            return try await desk.store.gorseNeighbours(of: input.string("user") ?? "", limit: count, offset: offset)
        }
    }

    private func addCharts(to api: inout API) {
        for (suffix, name, own) in [("", "", [Self.wanted]), ("/{category}", "OfCategory", [Self.category])] {
            for path in ["popular", "non-personalized/popular"] {
                let id = path == "popular" ? "gorsePopular" : "gorseNonPersonalizedPopular"
                ask(&api, "/\(path)\(suffix)", id + name, "What many deal with", own + Self.limits) { [desk] input in
                    desk.popular(in: input.string("category"), Self.page(input))
                }
            }
            for path in ["latest", "non-personalized/latest"] {
                let id = path == "latest" ? "gorseLatest" : "gorseNonPersonalizedLatest"
                ask(&api, "/\(path)\(suffix)", id + name, "The newest items", own + Self.limits) { [desk] input in
                    let (count, offset) = Self.page(input)
                    let category = input.string("category").flatMap { $0.isEmpty ? nil : $0 }
                    return try await desk.store.latestGorseItems(in: category, limit: count, offset: offset)
                }
            }
        }
    }

    private func ask(
        _ api: inout API, _ path: String, _ id: String, _ summary: String, _ parameters: [Parameter],
        _ work: @escaping @Sendable (OperationInput<NoContent>) async throws -> [GorseScore]
    ) {
        api.on(
            .get, GorseDataRoutes.path + path,
            Operation(
                id: id, summary: summary, tag: GorseDataRoutes.tag, access: GorseDataRoutes.access,
                parameters: parameters, responses: [.ok([GorseScore].self)])
        ) { input, _ in try .json(try await work(input)) }
    }

    private static func page(_ input: OperationInput<NoContent>) -> (count: Int, offset: Int) {
        (input.integer("n") ?? 10, input.integer("offset") ?? 0)
    }
}
