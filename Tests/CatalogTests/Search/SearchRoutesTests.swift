import CatalogAPI
import HTTPTypes
import MeshCore
import Testing

@testable import Catalog

@Suite("The search's filters, counts, marks and synonyms")
struct SearchRoutesTests {
    private let door: CatalogDoor

    init() throws {
        door = try CatalogDoor()
    }

    private func search(_ query: String) async throws -> SearchResult {
        let answer = try await door.send(.get, "/v1/products/search?\(query)")
        try #require(answer.status == 200, "\(answer)")
        return try answer.decode()
    }

    private func fill() async throws {
        let colors = ["red", "blue", "green"]
        for number in 0..<12 {
            try await door.create(
                CatalogDoor.body(
                    sku: "S-\(number)", title: "Shirt \(number)", description: "A <b>fine</b> shirt & more",
                    category: number < 8 ? "clothes/shirts" : "clothes", amount: Int64(number) * 100,
                    currency: number == 11 ? "USD" : "EUR",
                    attributes: ["color": .string(colors[number % 3]), "pages": .int(Int64(number % 2))]))
        }
        try await door.service.search.indexer.catchUp()
    }

    @Test("Filters hold together, and counts leave out their own filter")
    func facets() async throws {
        try await fill()
        let all = try await search("facets=category,attributes.color,price&limit=3")
        #expect(all.totalHits == 12 && all.items.count == 3 && all.highlights.isEmpty)
        #expect(
            all.facets[0].values == [.init(value: "clothes", count: 12), .init(value: "clothes/shirts", count: 8)])
        #expect(all.facets[1].values.map(\.count) == [4, 4, 4])
        #expect(
            all.facets[2].prices == [
                .init(currency: .eur, count: 11, minimum: 0, maximum: 1000),
                .init(currency: .usd, count: 1, minimum: 1100, maximum: 1100),
            ])
        let some = try await search(
            "q=shirt&filter=color:red,blue&filter=pages:1&category=clothes/shirts&minPrice=100&maxPrice=700"
                + "&facets=attributes.color,attributes.pages,category,price&sort=-price")
        #expect(some.items.map(\.sku) == ["S-7", "S-3", "S-1"] && some.totalHits == 3)
        #expect(some.facets[0].values.reduce(0) { $0 + $1.count } == 4)
        #expect(some.facets[1].values.reduce(0) { $0 + $1.count } == 5)
        #expect(some.facets[2].values.map(\.value).contains("clothes"))
        #expect(try await search("sort=price&limit=2").items.map(\.sku) == ["S-0", "S-1"])
        #expect(try await search("sort=newest&limit=1&currency=USD").items.map(\.sku) == ["S-11"])
    }

    @Test("What matched is marked, in escaped HTML, a long description around its first match")
    func highlights() async throws {
        try await fill()
        let marked = try await search("q=shrit+fin&limit=1&sort=newest")
        #expect(marked.highlights[0].title == "<mark>Shirt</mark> 11")
        #expect(
            marked.highlights[0].description
                == "A &lt;b&gt;<mark>fine</mark>&lt;/b&gt; <mark>shirt</mark> &amp; more")
        var highlighter = Highlighter(SearchWords.parse("needle"))
        let long =
            (0..<100).map { "w\($0)" }.joined(separator: " ") + " needle "
            + (0..<100).map { "v\($0)" }
            .joined(separator: " ")
        #expect(highlighter.crop(long).hasPrefix("…w90 w91") && highlighter.crop(long).hasSuffix("v18…"))
        #expect(highlighter.crop(long).contains(" <mark>needle</mark> "))
        var ideographs = Highlighter(SearchWords.parse("茶壺店"))
        #expect(ideographs.mark("新茶壺店").html == "新<mark>茶壺店</mark>")
    }

    @Test("Synonyms hold from when they are put, one way or both, for phrases too")
    func synonyms() async throws {
        try await door.create(CatalogDoor.body(sku: "A-1", title: "Notebook", category: "office"))
        try await door.create(CatalogDoor.body(sku: "A-2", title: "Writing pad", category: "office"))
        try await door.create(CatalogDoor.body(sku: "A-3", title: "Laptop", category: "office"))
        try await door.service.search.indexer.catchUp()
        let synonyms =
            #"{"mutual":[["notebook","writing pad"]],"oneWay":[{"phrase":"computer","meanings":["laptop"]}]}"#
        #expect(try await door.send(.put, "/v1/search/synonyms", synonyms).status == 401)
        #expect(try await search("q=computer").items.isEmpty)
        #expect(try await door.send(.put, "/v1/search/synonyms", synonyms, role: "admin").status == 200)
        let stored: Synonyms = try await door.send(.get, "/v1/search/synonyms", role: "admin").decode()
        #expect(stored.mutual == [["notebook", "writing pad"]] && stored.oneWay.map(\.phrase) == ["computer"])
        #expect(try await search("q=computer").items.map(\.sku) == ["A-3"])
        #expect(try await search("q=laptop").items.map(\.sku) == ["A-3"])
        #expect(Set(try await search("q=notebook").items.map(\.sku)) == ["A-1", "A-2"])
        #expect(try await search("q=writing+pad").items.map(\.sku) == ["A-2", "A-1"])
        let bad = #"{"mutual":[["alone"]],"oneWay":[]}"#
        #expect(try await door.send(.put, "/v1/search/synonyms", bad, role: "admin").status == 400)
    }

    @Test(
        "What cannot be asked is refused with its field",
        arguments: [
            ("filter=red", "filter"), ("filter=:red", "filter"), ("filter=color:", "filter"),
            ("facets=color", "facets"), ("facets=attributes.", "facets"), ("sort=best", "sort"),
            ("matching=some", "matching"),
            ("q=a&q=b", "q"), ((0..<17).map { "filter=a:\($0)" }.joined(separator: "&"), "filter"),
        ])
    func refusals(query: String, field: String) async throws {
        let answer = try await door.send(.get, "/v1/products/search?\(query)")
        #expect(answer.status == 400 && answer.fields == [field], "\(answer)")
    }

    @Test("A backslash takes a comma or a colon as it is")
    func filterTexts() throws {
        let parsed = try #require(FilterText.parse(#"a\:b:x\,y,z:w"#))
        #expect(parsed.name == "a:b" && parsed.values == ["x,y", "z:w"])
        #expect(FilterText.parse("a:b,") == nil && FilterText.parse("a") == nil && FilterText.parse("a:b\\") == nil)
    }
}
