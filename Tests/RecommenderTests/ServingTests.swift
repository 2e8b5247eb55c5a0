import EventCollection
import HTTPTypes
import MeshCore
import MeshRuntime
import MeshTestKit
import Testing

@testable import Recommender

@Suite("Recommendations are served")
struct ServingTests {
    /// Six readers of two tastes, and one more book that nobody has touched.
    private static func shop() -> Shop {
        let shop = Shop()
        for sku in ["A1", "A2", "A3", "B1", "B2", "B3"] {
            shop.put(sku, category: sku.hasPrefix("A") ? "arts" : "biology")
        }
        shop.put("N1", category: "novels")
        for reader in 0..<6 {
            let taste = reader % 2 == 0 ? "A" : "B"
            for number in 1...3 where number != reader / 2 + 1 || reader > 3 {
                shop.append([
                    .shopping(
                        "view_item", ["\(taste)\(number)"], by: "reader-\(reader)", after: Int64(reader * 10 + number))
                ])
            }
        }
        return shop
    }

    private static func with(
        _ shop: Shop, settings: [String: String] = [:],
        _ body: @escaping @Sendable (RecommenderInstance) async throws -> Void
    ) async throws {
        // All but one are trained with: there are few.
        let settings = settings.merging(["training.heldOut": "0.001"]) { $1 }
        let directory = try TemporaryDirectory()
        try await shop.serve { port in
            try await RecommenderInstance.with(port, directory: directory.path, settings: settings, body)
        }
    }

    @Test("Who is not known gets what is popular, with what it is in the catalog and why")
    func cold() async throws {
        let shop = Self.shop()
        shop.append([.shopping("purchase", ["B2"], by: nil, after: 100)])
        try await Self.with(shop) { recommender in
            let answer = try await recommender.wait("the first", for: "/v1/recommendations") { $0.skus.first == "B2" }
            let first = try #require(answer.json["items"]?.arrayValue?.first)
            #expect(first["title"] == "Title of B2")
            #expect(first["category"] == "biology")
            #expect(first["price"] == ["amount": 1999, "currency": "EUR"])
            #expect(first["productId"]?.stringValue == shop.id(of: "B2"))
            #expect(["popular", "trending"].contains(first["reason"]?["kind"]?.stringValue))
            for check in recommender.service.checks { try await check.check() }
            // What nobody has touched is not popular.
            #expect(Set(answer.skus) == ["A1", "A2", "A3", "B1", "B2", "B3"])
        }
    }

    @Test("A click changes what its visitor sees in the next answer that is to be fresh, and nobody else's")
    func clicks() async throws {
        let shop = Self.shop()
        try await Self.with(shop, settings: ["training.linear.items": "0"]) { recommender in
            _ = try await recommender.wait("all signals", for: "/v1/recommendations") { $0.skus.count == 6 }
            #expect(try await recommender.train()["state"] == "live")
            _ = try await recommender.wait("models", for: "/v1/recommendations") { $0.json["model"] == 1 }
            let before = try await recommender.recommend("visitor=mary&limit=2")
            shop.append([.shopping("view_item", ["B1"], by: "mary", after: 200)])
            let after = try await recommender.recommend("visitor=mary&limit=2&fresh=true")
            #expect(after.json["fresh"] == true)
            #expect(Set(after.skus) == ["B2", "B3"], "\(after)")
            #expect(after.reasons["B2"]?["kind"] == "viewed")
            #expect(after.reasons["B2"]?["sku"] == "B1")
            #expect(after.reasons["B2"]?["text"] == "because you looked at Title of B1")
            shop.append([.shopping("view_item", ["A1"], by: "john", after: 201)])
            #expect(Set(try await recommender.recommend("visitor=john&limit=2&fresh=true").skus) == ["A2", "A3"])
            #expect(try await recommender.recommend("visitor=mary&limit=2").skus == after.skus)
            #expect(before.skus != after.skus)
        }
    }

    @Test("The product that is looked at counts at once, and similar ones are told of each product by any of its names")
    func context() async throws {
        let shop = Self.shop()
        shop.put("B3", category: "biology", variants: ["B3-hard", "B3-soft"])
        try await Self.with(shop) { recommender in
            _ = try await recommender.wait("all signals", for: "/v1/recommendations") { $0.skus.count == 6 }
            _ = try await recommender.train()
            _ = try await recommender.wait("models", for: "/v1/recommendations") { $0.json["model"] == 1 }
            let answer = try await recommender.recommend("item=B3-soft&limit=2")
            #expect(Set(answer.skus) == ["B1", "B2"])
            #expect(answer.reasons["B1"]?["kind"] == "similar")
            for name in ["B3", "b3-HARD", try #require(shop.id(of: "B3"))] {
                let similar = try await recommender.send(.get, "/v1/recommendations/similar/\(name)?limit=2")
                #expect(Set(similar.skus) == ["B1", "B2"], "\(name)")
            }
            let unknown = try await recommender.send(.get, "/v1/recommendations/similar/C7")
            #expect(unknown.status == 404)
            #expect(unknown.json["code"] == "item_not_found")
        }
    }

    @Test("What is sold out, withdrawn, removed or of a category that is left out is not recommended, and comes back")
    func availability() async throws {
        let shop = Self.shop()
        try await Self.with(shop, settings: ["serving.excluded": "biology"]) { recommender in
            let path = "/v1/recommendations/popular"
            _ = try await recommender.wait("what is not left out", for: path) { Set($0.skus) == ["A1", "A2", "A3"] }
            shop.stock(0, of: "A1")
            _ = try await recommender.wait("A1 to be sold out", for: path) { Set($0.skus) == ["A2", "A3"] }
            shop.put("A2", category: "arts", active: false)
            _ = try await recommender.wait("A2 to be withdrawn", for: path) { Set($0.skus) == ["A3"] }
            shop.stock(5, of: "A1")
            _ = try await recommender.wait("A1 to be back", for: path) { Set($0.skus) == ["A1", "A3"] }
            shop.remove("A3")
            _ = try await recommender.wait("A3 to be removed", for: path) { $0.skus == ["A1"] }
            #expect(try await recommender.send(.get, "\(path)?category=novels").skus == [])
        }
    }

    @Test("What was bought is not shown again, and what was looked at comes last")
    func known() async throws {
        let shop = Self.shop()
        shop.append([
            .shopping("view_item", ["A1"], by: "mary", after: 300),
            .shopping("purchase", ["A2"], by: "mary", after: 301),
        ])
        try await Self.with(shop) { recommender in
            let answer = try await recommender.wait("mary's purchase", for: "/v1/recommendations?visitor=mary") {
                $0.skus.count == 5 && !$0.skus.contains("A2")
            }
            #expect(answer.skus.last == "A1")
            #expect(answer.reasons["A1"]?["text"] == "you looked at it before")
            // What is new in a category that she likes counts, though nobody has touched it.
            shop.put("A9", category: "arts")
            let news = try await recommender.wait("the new book", for: "/v1/recommendations?visitor=mary") {
                $0.skus.contains("A9")
            }
            #expect(news.reasons["A9"]?["kind"] == "new")
        }
    }

    @Test("A product that was put in a moment ago is found by who deals with such things, and said to be like them")
    func content() async throws {
        let shop = Self.shop()
        for number in 1...3 {
            shop.put("A\(number)", category: "arts", title: "Garden gloves of leather \(number)")
            shop.put("B\(number)", category: "biology", title: "Sailing rope, ten metres \(number)")
        }
        shop.append([.shopping("view_item", ["B1"], by: "mary", after: 200)])
        try await Self.with(shop) { recommender in
            _ = try await recommender.wait("all signals", for: "/v1/recommendations") { $0.skus.count == 6 }
            _ = try await recommender.train()
            let mary = "/v1/recommendations?visitor=mary"
            _ = try await recommender.wait("models", for: mary) {
                $0.json["model"] == 1 && Set($0.skus.prefix(2)) == ["B2", "B3"]
            }
            shop.put("N8", category: "arrivals", title: "Garden gloves of wool")
            shop.put("N7", category: "arrivals", title: "Sailing rope, five metres")
            let answer = try await recommender.wait("the new rope", for: mary) { $0.skus.contains("N7") }
            #expect(!answer.skus.contains("N8"), "\(answer)")
            #expect(answer.reasons["N7"]?["kind"] == "new")
            #expect(answer.reasons["N7"]?["sku"] == "B1")
            #expect(answer.reasons["N7"]?["text"] == "new, and like Sailing rope, ten metres 1")
            let similar = try await recommender.send(.get, "/v1/recommendations/similar/N7")
            #expect(Set(similar.skus.prefix(3)) == ["B1", "B2", "B3"], "\(similar)")
            #expect(similar.reasons["B1"]?["kind"] == "similar")
            #expect(similar.reasons["B1"]?["text"] == "is like Sailing rope, five metres")
            // As the catalog tells of it now.
            shop.put("N7", category: "arrivals", title: "Garden gloves of silk")
            _ = try await recommender.wait("another rope", for: mary) { !$0.skus.contains("N7") }
            shop.put("N7", category: "arrivals", title: "Sailing rope, five metres")
            _ = try await recommender.wait("the rope again", for: mary) { $0.skus.contains("N7") }
            shop.remove("N7")
            _ = try await recommender.wait("no more rope", for: mary) { !$0.skus.contains("N7") }
        }
    }

    @Test("What is bought together is told, with its confidence")
    func together() async throws {
        let shop = Self.shop()
        for order in 0..<10 {
            let items = order < 8 ? ["A1", "B1"] : ["A2", "B1"]
            shop.append([.shopping("purchase", items, by: "buyer-\(order)", after: 400 + Int64(order))])
        }
        for order in 0..<10 {
            shop.append([.shopping("purchase", ["A3", "B3"], by: "other-\(order)", after: 500 + Int64(order))])
        }
        try await Self.with(shop) { recommender in
            _ = try await recommender.wait("purchases", for: "/v1/recommendations?visitor=other-9") {
                $0.skus.count == 4
            }
            _ = try await recommender.train()
            let answer = try await recommender.wait("rules", for: "/v1/recommendations/together/B1") {
                !$0.skus.isEmpty
            }
            #expect(answer.skus == ["A1", "A2"])
            let scores = (answer.json["items"]?.arrayValue ?? []).compactMap { $0["score"]?.doubleValue }
            #expect(zip(scores, [0.8, 0.2]).allSatisfy { abs($0 - $1) < 1e-6 }, "\(scores)")
            #expect(answer.reasons["A1"]?["text"] == "bought together with Title of B1")
        }
    }

    @Test("Callers ask for themselves, administrators for anybody, and what was done signed in is the account's")
    func rights() async throws {
        let shop = Self.shop()
        shop.append([.shopping("purchase", ["A1"], by: "tablet", account: "acc_mary", after: 300)])
        try await Self.with(shop) { recommender in
            let own = try await recommender.wait("mary's purchase", for: "/v1/recommendations", token: "mary") {
                $0.skus.count == 5
            }
            #expect(!own.skus.contains("A1"))
            #expect(try await recommender.recommend("for=acc_mary", token: "admin").skus == own.skus)
            #expect(try await recommender.recommend("for=acc_mary", token: "mary").skus == own.skus)
            #expect(try await recommender.recommend("for=acc_mary", token: "john").status == 403)
            #expect(try await recommender.recommend("for=acc_mary").status == 403)
            // The device does not tell the next who uses it.
            #expect(try await recommender.recommend("visitor=tablet").skus.contains("A1"))
            #expect(try await recommender.recommend("limit=0").status == 400)
            #expect(try await recommender.send(.post, "/v1/recommendations/models", token: "mary").status == 403)
        }
    }
}
