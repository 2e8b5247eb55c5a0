import CatalogAPI
import GRDB
import HTTPTypes
import MeshCore
import MeshStore
import Testing

@testable import Catalog

@Suite("The search")
struct SearchTests {
    private let door: CatalogDoor

    init() throws {
        door = try CatalogDoor()
    }

    private func find(_ words: String, _ more: String = "") async throws -> [String] {
        try await door.service.search.indexer.catchUp()
        let escaped = words.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        let answer = try await door.send(.get, "/v1/products/search?q=\(escaped)\(more)")
        try #require(answer.status == 200, "\(words.debugDescription): \(answer)")
        return try answer.decode(SearchResult.self).items.map(\.sku)
    }

    @Test("Words are found without regard to case and accents, the last one as a beginning; all of them come first")
    func words() async throws {
        try await door.create(CatalogDoor.body(sku: "A-1", title: "Crème brûlée torch", description: "For the kitchen"))
        try await door.create(CatalogDoor.body(sku: "A-2", title: "Kitchen knife", category: "tools/sharp"))
        #expect(try await find("creme brulee") == ["A-1"])
        #expect(try await find("CRE\u{300}ME tor") == ["A-1"])
        #expect(Set(try await find("kit")) == ["A-1", "A-2"])
        #expect(try await find("kit knife").isEmpty)
        #expect(try await find("kitchen kni") == ["A-2", "A-1"])
        #expect(try await find("kitchen kni", "&matching=all") == ["A-2"])
        #expect(try await find("sharp") == ["A-2"])
        #expect(try await find("a-2", "&matching=all") == ["A-2"])
        #expect(try await find("nothing").isEmpty)
    }

    @Test("A hit in the title comes before one in the sku, the category, the description")
    func ranking() async throws {
        try await door.create(CatalogDoor.body(sku: "D-4", title: "One", description: "about tea", category: "books"))
        try await door.create(CatalogDoor.body(sku: "C-3", title: "Two", description: "about pots", category: "tea"))
        try await door.create(CatalogDoor.body(sku: "TEA", title: "Six", description: "about pots", category: "books"))
        try await door.create(CatalogDoor.body(sku: "A-1", title: "Tea", description: "about pots", category: "books"))
        #expect(try await find("tea") == ["A-1", "TEA", "C-3", "D-4"])
    }

    @Test("What changes and goes is found by its new words only, and what is not active only when asked for")
    func changes() async throws {
        let product = try await door.create(CatalogDoor.body(sku: "A-1", title: "Old name"))
        let path = "/v1/products/\(product.id)"
        _ = try await door.send(.patch, path, #"{"title":"New name"}"#, role: "admin")
        #expect(try await find("old").isEmpty)
        #expect(try await find("new") == ["A-1"])
        _ = try await door.send(.patch, path, #"{"active":false}"#, role: "admin")
        #expect(try await find("new").isEmpty)
        #expect(try await find("new", "&active=false") == ["A-1"])
        _ = try await door.send(.delete, path, role: "admin")
        #expect(try await find("new", "&active=false").isEmpty)
    }

    @Test("Pages hold every hit once")
    func pages() async throws {
        for number in 0..<25 { try await door.create(CatalogDoor.body(sku: "A-\(number)", title: "Tea \(number % 3)")) }
        try await door.service.search.indexer.catchUp()
        let found = try await door.all("/v1/products/search?q=tea&limit=4").map(\.sku)
        #expect(found.count == 25 && Set(found).count == 25)
    }

    @Test(
        "Whatever is typed finds something or nothing, and breaks nothing",
        arguments: [
            "", " ", "\"", "\"\"", "*", "tea*", "\"tea", "tea\"", "(tea", "tea)", "tea AND", "NOT tea", "AND OR NOT",
            "NEAR(tea, 2)",
            "title:tea", "-title:tea", "^tea", "tea + pot", "{title}: tea", "tea\u{0}pot", "\u{0}", "tea\\",
            "'; DROP TABLE product; --",
            "\u{301}", "\"\u{301}tea", "🍵", "茶", "ｔｅａ", "\u{202E}aet", "te\u{300}a", "%", "_",
            "a b c d e f g h i j k l m n o p q r s t",
            "\u{FFFF}", "\u{10FFFF}", "\u{E000}", "\u{1E900}", "-", "--", "//", "/*", "\n\r\t",
        ])
    func anything(words: String) async throws {
        try await door.create(CatalogDoor.body(sku: "A-1", title: "Tea pot"))
        _ = try await find(words)
        #expect(try await find("tea") == ["A-1"])
    }

    @Test("Random text breaks nothing", arguments: Array(1...8) as [UInt64])
    func random(seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        let alphabet = Array("tea\"*()^:-+{}\\' \u{0}\u{301}ÄANDORNOTNEAR茶🍵%_;,")
        for _ in 0..<80 {
            let length = Int.random(in: 0...12, using: &random)
            let words = String((0..<length).compactMap { _ in alphabet.randomElement(using: &random) })
            _ = try await find(words)
        }
    }
}
