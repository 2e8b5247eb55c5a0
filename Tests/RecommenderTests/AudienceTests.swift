import EventCollection
import HTTPTypes
import Logging
import MeshCore
import MeshStore
import MeshTestKit
import RecommenderModels
import ShopInsights
import Testing

@testable import Recommender

@Suite("Segments have what is popular of their own")
struct AudienceTests {
    private static let phone =
        "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"
    private static let mobile = Audience(userAgent: phone)

    private static func settings(_ audiences: AudienceSettings = AudienceSettings()) -> CountingSettings {
        CountingSettings(
            recentHalfLife: .seconds(86_400), pastHalfLife: .seconds(30 * 86_400), itemLimit: 10_000,
            audiences: audiences)
    }

    @Test("A segment is read as it is written, and what is none is not")
    func names() throws {
        #expect(Self.mobile.text == "device:mobile")
        #expect(Audience(language: "de-AT,de;q=0.9,en;q=0.8")?.text == "language:de")
        #expect(Audience(language: "EN")?.text == "language:en")
        for text in ["device:mobile", "language:de", "customers:at risk", "customers:a:b"] {
            #expect(Audience(text: text)?.text == text)
        }
        for text in [
            "", "device", "device:", "device:car", "language:*", "language:x", "language:toolong", "shoes:red",
        ] {
            #expect(Audience(text: text) == nil, "\(text)")
        }
        #expect(Audience(customers: String(repeating: "x", count: 1000)).text.count <= 80)
    }

    @Test("What is merged is what each score says by itself, from all alone to the segment alone", arguments: 0..<20)
    func merging(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        func counts(_ items: Int, _ scale: Double) -> [UInt32: ItemCount] {
            Dictionary(
                (0..<items).map { _ in
                    let past = random.unit() * scale
                    return (
                        UInt32(random.below(50)),
                        ItemCount(recent: past * random.unit() / 10, past: past, at: Shop.begin)
                    )
                }, uniquingKeysWith: { $1 })
        }
        let all = counts(60, 100)
        let own = counts(random.below(12), 20)
        let evidence = [0.1, 50, 1e9][random.below(3)]
        let settings = Self.settings(AudienceSettings(evidence: evidence))
        let weight = own.values.reduce(0) { $0 + $1.past }
        let chart = ItemChart(counts: all, at: Shop.begin, settings: settings)
        var served = ServedModels()
        served.chart = chart
        #expect(Array(served.popular(in: Self.mobile)) == chart.popular, "a segment that nobody knows is everybody")
        served.audiences[Self.mobile] = AudienceChart(
            counts: own, total: ItemCount(past: weight, at: Shop.begin), among: all, at: Shop.begin, settings: settings)
        let z = weight / (weight + evidence)
        let everybody = all.values.reduce(0) { $0 + $1.past }
        let items = Set(all.keys).union(own.keys)
        let popular = items.map { item in
            let told = own[item].map { z * $0.past / weight * everybody } ?? 0
            return RankedItem(item: item, score: told + (1 - z) * (all[item]?.past ?? 0))
        }.sorted { $0.precedes($1) }
        let trending = items.map { item in
            RankedItem(
                item: item,
                score: z * (own[item]?.trend(settings) ?? 0) + (1 - z) * (all[item]?.trend(settings) ?? 0))
        }.filter { $0.score > 1e-9 }.sorted { $0.precedes($1) }
        for (found, expected) in [
            (served.popular(in: Self.mobile), popular), (served.trending(in: Self.mobile), trending),
        ] {
            let found = found.filter { $0.score > 1e-9 }
            #expect(found.map(\.item) == expected.filter { $0.score > 1e-9 }.map(\.item), "z = \(z)")
            #expect(zip(found, expected).allSatisfy { abs($0.score - $1.score) < 1e-9 * max(1, $1.score) })
        }
        #expect(Array(served.popular(in: nil)) == chart.popular)
    }

    private static func with(_ body: (RecommenderStore) async throws -> Void) async throws {
        let directory = try TemporaryDirectory()
        let clock = VirtualWallClock(Shop.begin)
        let file = try Store.open(
            path: "\(directory.path)/\(RecommenderSchema.fileName)", migrations: RecommenderSchema.migrations,
            clock: clock, logger: Logger(label: "test"))
        try await body(RecommenderStore(store: file, clock: clock, rules: try SignalRules()))
        try await file.close()
    }

    /// Counts views, each of an item by somebody of segments.
    private static func count(
        _ views: [(item: Int, audiences: [Audience], account: String?)], from offset: Int64 = 0,
        _ settings: CountingSettings, _ store: RecommenderStore
    ) async throws {
        let signals = views.map { view in
            NamedSignal(
                person: view.account.map { .account($0) }, kind: .view, item: "S\(view.item)", time: Shop.begin,
                strength: 1, basket: nil, audiences: view.audiences)
        }
        let page = SignalPage(
            topic: "t", partition: 0, offset: offset, nextOffset: offset + 1, signals: signals)
        #expect(try await store.count(page, settings: settings))
    }

    @Test(
        "Segments and their items are no more than they may be: what is dealt with most stays, and the sums are of all")
    func bounds() async throws {
        try await Self.with { store in
            let settings = Self.settings(AudienceSettings(limit: 3, itemLimit: 4))
            var views: [(item: Int, audiences: [Audience], account: String?)] = []
            for item in 0..<9 {
                for _ in 0...(item % 5 == 0 ? 9 : 0) { views.append((item, [Self.mobile], nil)) }
            }
            try await Self.count(views, settings, store)
            let mobile = try #require(try await store.audienceCounts()[Self.mobile])
            #expect(mobile.items.count == 4)
            let most = [try store.item(named: "S0"), try store.item(named: "S5")].compactMap { $0 }
            #expect(Set(most).isSubset(of: mobile.items.keys))
            #expect(mobile.total.past == Double(views.count))
            for (number, language) in ["de", "en", "fr", "it", "en"].enumerated() {
                let view = (
                    item: 1, audiences: [Audience(language: language)].compactMap { $0 }, account: nil as String?
                )
                try await Self.count([view], from: Int64(number) + 1, settings, store)
            }
            let left = try await store.audienceCounts()
            #expect(left.count == 3)
            #expect(left[Self.mobile] != nil, "of which most is known")
            let none = Self.settings(AudienceSettings(limit: 0))
            try await Self.count([(1, [Audience(language: "pl")].compactMap { $0 }, nil)], from: 6, none, store)
            #expect(try await store.audienceCounts().count == 3)
        }
    }

    @Test("What customers do is their group's as well, where it has enough of them")
    func customers() async throws {
        try await Self.with { store in
            let insights = InsightStore(store: store.store, clock: store.clock)
            _ = try await insights.begin("one")
            let members = (0..<5).map { MemberInsight(customer: "acc_\($0)", segment: $0 < 3 ? "loyal" : "new") }
            _ = try await insights.keep(InsightReport(backtest: nil, items: members), of: "one")
            let views: [(item: Int, audiences: [Audience], account: String?)] = [
                (1, [], "acc_0"), (2, [], "acc_4"), (3, [], "acc_9"), (1, [], "acc_0"),
            ]
            let settings = Self.settings(AudienceSettings(leastCustomers: 3))
            try await Self.count(views, settings, store)
            #expect(try await store.audienceCounts().isEmpty, "the run is not told yet")
            _ = try await insights.finish("one", keeping: 5)
            try await Self.count(views, from: 1, settings, store)
            let counts = try await store.audienceCounts()
            #expect(Set(counts.keys) == [Audience(customers: "loyal")])
            #expect(counts[Audience(customers: "loyal")]?.items.values.map(\.past) == [2])
            #expect(try store.segment(of: "acc_4") == "new")
            #expect(try store.segment(of: "acc_9") == nil)
        }
    }

    @Test("Whoever is known to be in a segment gets what is popular there, and it can be asked for by its name")
    func serving() async throws {
        let shop = Shop()
        for sku in ["A1", "A2", "A3"] { shop.put(sku) }
        func view(_ sku: String, _ number: Int, _ change: (inout CollectedEvent) -> Void) {
            var event = CollectedEvent.shopping("view_item", [sku], by: nil, after: Int64(number))
            change(&event)
            shop.append([event])
        }
        for number in 0..<30 {
            view("A1", number) { $0.userAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0" }
            if number < 9 { view("A2", 100 + number) { $0.userAgent = Self.phone } }
            if number < 7 { view("A3", 200 + number) { $0.language = "de-AT" } }
        }
        let directory = try TemporaryDirectory()
        let settings = ["segments.evidence": "2", "segments.customers": "1"]
        try await shop.serve { port in
            try await RecommenderInstance.with(port, directory: directory.path, settings: settings) { recommender in
                let path = "/v1/recommendations/popular"
                func first(_ sku: String, _ segment: String) async throws {
                    _ = try await recommender.wait(segment, for: "\(path)?segment=\(segment)") {
                        $0.skus.first == sku && $0.skus.count == 3
                    }
                }
                _ = try await recommender.wait("all", for: path) { $0.skus == ["A1", "A2", "A3"] }
                try await first("A2", "device:mobile")
                try await first("A1", "device:desktop")
                try await first("A3", "language:de")
                try await first("A1", "language:pl")
                try await first("A1", "customers:loyal")
                let refused = try await recommender.send(.get, "/v1/recommendations/trending?segment=shoes:red")
                #expect(refused.status == 404)
                #expect(refused.json["code"] == "segment_not_found", "\(refused)")
                // A guest by what the browser says.
                let guest = try await recommender.send(
                    .get, "/v1/recommendations", headers: [.userAgent: Self.phone])
                #expect(guest.skus.first == "A2", "\(guest)")
                let german = try await recommender.send(
                    .get, "/v1/recommendations", headers: [.userAgent: Self.phone, .acceptLanguage: "de-DE,en;q=0.5"])
                #expect(german.skus.first == "A3", "\(german)")
                // A customer by the group, of whom another one has bought.
                let service = recommender.service.store
                let insights = InsightStore(store: service.store, clock: service.clock)
                _ = try await insights.begin("one")
                let members = ["acc_mary", "acc_john"].map { MemberInsight(customer: $0, segment: "loyal") }
                _ = try await insights.keep(InsightReport(backtest: nil, items: members), of: "one")
                _ = try await insights.finish("one", keeping: 1)
                shop.append([.shopping("purchase", ["A3"], by: "tablet", account: "acc_john", after: 300)])
                try await first("A3", "customers:loyal")
                let mary = try await recommender.send(
                    .get, "/v1/recommendations", token: "mary", headers: [.userAgent: Self.phone])
                #expect(mary.skus.first == "A3", "\(mary)")
            }
        }
    }
}
