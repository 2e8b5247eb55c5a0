import EventCollection
import GRDB
import MeshCore
import MeshStore
import MeshTestKit
import RecommenderModels
import Testing

@testable import Recommender

@Suite("Signals are counted once")
struct CountingTests {
    private static let views = 400

    /// Many views of few visitors, in an order that is none.
    private static func events() -> [CollectedEvent] {
        var random = SplitMix64(seed: 11)
        return (0..<views).map { number in
            .shopping(
                "view_item", ["S\(random.below(7))"], by: "v\(random.below(5))", after: Int64(random.below(1000)),
                id: "event-\(number)")
        }
    }

    /// What is to be known of a visitor, by the rules alone.
    private static func expected(_ visitor: String) throws -> [String: Double] {
        let rules = try SignalRules()
        let names = (0..<7).map { "S\($0)" }
        var profile = InterestProfile()
        for event in events() where event.visitor.id == visitor {
            let item = names.firstIndex(of: event.items[0].sku) ?? 0
            profile.take(Signal(.view, item: UInt32(item), at: event.occurredAt), rules: rules)
        }
        return Dictionary(
            uniqueKeysWithValues: profile.interests.map { (names[Int($0.item)], $0.weight) })
    }

    /// What an instance knows of a visitor.
    private static func known(_ visitor: String, _ recommender: RecommenderInstance) throws -> [String: Double] {
        let store = recommender.service.store
        let profile = try store.profile(of: .device(visitor))
        let names = try Dictionary(
            uniqueKeysWithValues: (0..<7).compactMap { number in
                try store.item(named: "S\(number)").map { ($0, "S\(number)") }
            })
        return Dictionary(uniqueKeysWithValues: profile.interests.map { (names[$0.item] ?? "?", $0.weight) })
    }

    private static func expectAll(_ recommender: RecommenderInstance) async throws {
        for visitor in (0..<5).map({ "v\($0)" }) {
            let expected = try expected(visitor)
            try await waitUntil("the views of \(visitor)", state: { "\((try? known(visitor, recommender)) ?? [:])" }) {
                let known = try known(visitor, recommender)
                return known.count == expected.count
                    && expected.allSatisfy { abs((known[$0.key] ?? -1) - $0.value) < 1e-6 }
            }
        }
    }

    @Test("by two instances that read the same log at once, and by one that comes later")
    func instances() async throws {
        let shop = Shop()
        let directory = try TemporaryDirectory()
        let events = Self.events()
        try await shop.serve { port in
            try await RecommenderInstance.with(port, directory: directory.path) { first in
                try await RecommenderInstance.with(port, directory: directory.path) { second in
                    for start in stride(from: 0, to: 300, by: 10) {
                        shop.append(Array(events[start..<start + 10]))
                        _ = try await second.recommend("visitor=v1&fresh=true")
                    }
                    _ = try await first.recommend("fresh=true")
                }
            }
            shop.append(Array(events[300...]))
            // What no event is, and what tells of no item, is passed over.
            shop.append(["no": "event"])
            try await RecommenderInstance.with(port, directory: directory.path) { third in
                try await Self.expectAll(third)
            }
        }
    }

    @Test("A page that another instance has counted changes nothing")
    func repeated() async throws {
        let directory = try TemporaryDirectory()
        try await Shop().serve { port in
            try await RecommenderInstance.with(port, directory: directory.path) { recommender in
                let store = recommender.service.store
                let page = SignalPage(
                    topic: "elsewhere", partition: 0, offset: 0, nextOffset: 3,
                    signals: [
                        NamedSignal(
                            person: .device("v"), kind: .view, item: "S1", time: Shop.begin, strength: 1, basket: nil)
                    ])
                let settings = CountingSettings(
                    recentHalfLife: .seconds(60), pastHalfLife: .seconds(600), itemLimit: 2)
                let counted = [
                    try await store.count(page, settings: settings), try await store.count(page, settings: settings),
                ]
                #expect(counted == [true, false])
                #expect(try store.profile(of: .device("v")).interests.map(\.weight) == [1])
                #expect(try store.offset(of: 0, in: "elsewhere") == 3)
                // Past half of the limit, items are not counted, and the page is read none the less.
                let more = SignalPage(
                    topic: "elsewhere", partition: 0, offset: 3, nextOffset: 4,
                    signals: [
                        NamedSignal(
                            person: .device("v"), kind: .view, item: "S2", time: Shop.begin, strength: 1, basket: nil)
                    ])
                #expect(try await store.count(more, settings: settings))
                #expect(try store.item(named: "S2") == nil)
                #expect(try store.offset(of: 0, in: "elsewhere") == 4)
            }
        }
    }

    @Test("What is told of an account after it was erased counts for the item, and brings nothing of the account back")
    func erased() async throws {
        let directory = try TemporaryDirectory()
        try await Shop().serve { port in
            try await RecommenderInstance.with(port, directory: directory.path) { recommender in
                let store = recommender.service.store
                let settings = CountingSettings(
                    recentHalfLife: .seconds(60), pastHalfLife: .seconds(600), itemLimit: 10)
                func view(_ offset: Int64) async throws {
                    let signal = NamedSignal(
                        person: .account("mary"), kind: .view, item: "S1", time: Shop.begin, strength: 1, basket: nil)
                    let page = SignalPage(
                        topic: "elsewhere", partition: 0, offset: offset, nextOffset: offset + 1, signals: [signal])
                    #expect(try await store.count(page, settings: settings))
                }
                try await view(0)
                #expect(try store.profile(of: .account("mary")).itemCount == 1)
                try await store.erase(account: "mary")
                // Those lay in the log, and in the memory of an instance, when the account was erased.
                try await view(1)
                try await store.keep([
                    Exposure(
                        experiment: "e", run: 1, variant: "v", unit: .account("mary"), device: nil, time: Shop.begin,
                        propensity: 1, items: [0], drawn: nil)
                ])
                #expect(try store.profile(of: .account("mary")).itemCount == 0)
                #expect(try await store.counts().values.map(\.past) == [2])
                let rows = try await store.store.read { db in
                    try Int.fetchOne(
                        db,
                        sql:
                            "SELECT (SELECT count(*) FROM recommender_exposure) + (SELECT count(*) FROM recommender_unit)"
                    )
                }
                #expect(rows == 0)
            }
        }
    }

    @Test("What was done with a variant before the catalog told of it is the product's")
    func variants() async throws {
        let shop = Shop()
        shop.append([.shopping("purchase", ["T-red"], by: "mary")])
        shop.put("U")
        let directory = try TemporaryDirectory()
        try await shop.serve { port in
            try await RecommenderInstance.with(port, directory: directory.path) { recommender in
                try await waitUntil("the signal") { try recommender.service.store.item(named: "T-red") != nil }
                shop.put("T", variants: ["T-red", "T-blue"])
                let popular = try await recommender.wait("the shirt", for: "/v1/recommendations/popular") {
                    $0.skus.contains("T")
                }
                #expect(popular.skus == ["T"])
                // Bought already.
                let skus = try await recommender.recommend("visitor=mary").skus
                #expect(!skus.contains("T"))
            }
        }
    }
}
