import CatalogAPI
import HTTPTypes
import MeshCore
import MeshRuntime
import NIOCore

/// The search over HTTP, and its synonyms.
struct SearchRoutes: Sendable {
    /// Nobody pages through more than a thousand hits; each page costs the ranking of all of them.
    static let depth = 1000

    let search: CatalogSearch
    let cursors: Cursors

    private static let tag = "products"
    private static let amount = ParameterKind.integer(0...Int(ProductFields.largestAmount))

    func add(to api: inout API) {
        addSearch(to: &api)
        addSynonyms(to: &api)
    }

    private func addSearch(to api: inout API) {
        api.on(
            .get, "/v1/products/search",
            Operation(
                id: "searchProducts", summary: "Products that match words, the best first, with counts to filter by",
                tag: Self.tag, access: .public, parameters: Self.parameters,
                responses: [.ok(SearchResult.self, "A page.")])
        ) { [self] input, _ in
            let words = input.string("q") ?? ""
            let limit = input.integer("limit") ?? 20
            let request = try SearchRequest(input)
            let scope = Self.scope(words, request)
            let offset =
                try input.string("cursor").map { try cursors.read($0, as: SearchPlace.self, scope: scope).offset } ?? 0
            let page = try await search.search(words, request, offset: offset, limit: limit)
            let end = offset + limit
            let next =
                page.hasMore && end < Self.depth ? try cursors.make(SearchPlace(offset: end), scope: scope) : nil
            return .encodedJSON(ByteBuffer(bytes: page.json(next: next).utf8))
        }
    }

    private static let parameters: [Parameter] = [
        .query(
            "q", .string(0...200), default: "",
            "Words, with a typo or two in longer ones; the last may be the beginning of one. All products without any."),
        .query("limit", .integer(1...100), default: "20", "The most products of a page."),
        .query("cursor", .string(1...2048), "Where to go on: nextCursor of the page before."),
        .query("active", .boolean, default: "true", "Those that can be bought, or that cannot."),
        .query("category", .string(1...64), "Only this category and those below it."),
        .query("tags", .list(.string(1...64), 1...FilterText.valueLimit), "Only those with one of these tags."),
        .query(
            "filter", .repeated(.string(1...1000), 1...16),
            "Only those with one of some values of an attribute: color:red,blue. Several filters must all hold."),
        .query("currency", .string(3...3), "Only prices in this currency; EUR when only limits or an order are given."),
        .query("minPrice", amount, "The lowest price, in minor units."),
        .query("maxPrice", amount, "The highest price, in minor units."),
        .query(
            "facets", .list(.string(1...128), 1...16),
            "What to count hits by: category, tags, price, active, attributes.NAME."),
        .query("sort", .choice(SearchOrder.allCases.map(\.rawValue)), default: "relevance", "The order of the hits."),
        .query(
            "matching", .choice(SearchMatching.allCases.map(\.rawValue)), default: "last",
            "Whether hits must have all words, or come last when words at the end are missing."),
    ]

    private func addSynonyms(to api: inout API) {
        api.on(
            .get, "/v1/search/synonyms",
            Operation(
                id: "getSynonyms", summary: "What means the same to the search", tag: "search",
                access: .role("admin"), responses: [.ok(Synonyms.self, "The synonyms.")])
        ) { [search] _, _ in
            .encodedJSON(ByteBuffer(bytes: try await search.readSynonyms().json.utf8))
        }
        api.on(
            .put, "/v1/search/synonyms",
            Operation(
                id: "putSynonyms", summary: "Replace what means the same to the search", tag: "search",
                access: .role("admin"), request: .json(Synonyms.self),
                responses: [.ok(Synonyms.self, "The synonyms after the change.")])
        ) { [search] input, _ in
            try await search.put(input.body)
            return .encodedJSON(ByteBuffer(bytes: input.body.json.utf8))
        }
    }

    /// What a cursor belongs to: everything that decides which hits there are and in which order.
    private static func scope(_ words: String, _ request: SearchRequest) -> String {
        var scope = "search \(request.order) \(request.matching) \(words)"
        if let price = request.price { scope += "\u{0}\(price.currency) \(price.minimum) \(price.maximum)" }
        for filter in request.filters { scope += "\u{0}\(filter.key)\u{0}\(filter.values.joined(separator: "\u{0}"))" }
        return scope
    }
}

/// Where a search goes on: how many hits have been told.
private struct SearchPlace: Codable {
    let offset: Int
}

extension SearchRequest {
    /// The search of a request, whose parameters were checked one by one.
    ///
    /// - Throws: A 400 problem that names a filter or a facet that cannot be.
    fileprivate init(_ input: OperationInput<NoContent>) throws {
        self.init()
        order = input.string("sort").flatMap(SearchOrder.init) ?? .relevance
        matching = input.string("matching").flatMap(SearchMatching.init) ?? .last
        filters = [SearchFilter(key: FacetKey.active, values: [input.boolean("active") == false ? "false" : "true"])]
        if let category = input.string("category") {
            filters.append(SearchFilter(key: FacetKey.category, values: [category]))
        }
        let tags = input.strings("tags")
        if !tags.isEmpty { filters.append(SearchFilter(key: FacetKey.tags, values: tags)) }
        for text in input.strings("filter") {
            guard let (name, values) = FilterText.parse(text) else {
                throw Self.refusal("filter", "A name, a colon and values with commas between them are expected.")
            }
            filters.append(SearchFilter(key: FacetKey.attributes + name, values: values))
        }
        facets = input.strings("facets")
        for key in facets where !Self.isFacet(key) {
            throw Self.refusal("facets", "One of category, tags, price, active, attributes.NAME is expected.")
        }
        let isByPrice = order == .price || order == .priceDescending
        let (minimum, maximum) = (input.integer("minPrice"), input.integer("maxPrice"))
        guard let currency = input.string("currency") ?? (isByPrice || minimum ?? maximum != nil ? "EUR" : nil) else {
            return
        }
        price = PriceRange(
            currency: currency, minimum: minimum.map(Int64.init) ?? 0, maximum: maximum.map(Int64.init) ?? .max)
    }

    private static func isFacet(_ key: String) -> Bool {
        [FacetKey.category, FacetKey.tags, FacetKey.price, FacetKey.active].contains(key)
            || (key.hasPrefix(FacetKey.attributes) && key.count > FacetKey.attributes.count)
    }

    private static func refusal(_ field: String, _ message: String) -> Problem {
        .validation([FieldError(field: field, code: "malformed", message: message)])
    }
}

extension CatalogSearch.Page {
    /// The page as JSON.
    fileprivate func json(next: String?) -> JSONValue {
        var json: JSONObject = ["items": .array(products.map(\.json))]
        json["nextCursor"] = next.map { .string($0) }
        json["totalHits"] = .int(Int64(total))
        json["facets"] = .array(facets.map(\.json))
        var highlighter = Highlighter(words)
        json["highlights"] = .array(words.isEmpty ? [] : products.map { $0.highlight(&highlighter) })
        return .object(json)
    }
}

extension Product {
    fileprivate func highlight(_ highlighter: inout Highlighter) -> JSONValue {
        var json: JSONObject = [
            "title": .string(highlighter.mark(title).html),
            "description": .string(highlighter.crop(description)),
        ]
        for (name, text) in [("sku", sku), ("category", category)] {
            let marked = highlighter.mark(text)
            if marked.hasMatch { json[name] = .string(marked.html) }
        }
        return .object(json)
    }
}

extension FacetCounts {
    fileprivate var json: JSONValue {
        [
            "key": .string(key),
            "values": .array(values.map { ["value": .string($0.value), "count": .int(Int64($0.count))] }),
            "prices": .array(
                prices.map {
                    [
                        "currency": .string($0.currency), "count": .int(Int64($0.count)), "minimum": .int($0.minimum),
                        "maximum": .int($0.maximum),
                    ]
                }),
        ]
    }
}
