import Glibc
import MeshCore
import RecommenderModels
import Testing

@testable import Recommender

@Suite("Lists are blended")
struct BlendTests {
    private static let now = Timestamp(milliseconds: 1_795_222_923_004)

    private static func entry(_ item: UInt32, category: String, offered: Bool = true) -> CatalogShelf.Entry {
        CatalogShelf.Entry(
            id: "prd_\(item)", sku: "S\(item)", title: "Title \(item)", category: category,
            price: Money(amount: 100, currency: .eur), isOffered: offered,
            createdAt: now + .seconds(Int64(item)))
    }

    /// Users of random tastes, a catalog of which some cannot be bought, and charts.
    private static func served(seed: UInt64) throws -> ServedModels {
        var random = SplitMix64(seed: seed)
        let itemCount = 40
        var interactions: [Interaction] = []
        for user in 0..<50 {
            for item in 0..<itemCount where random.unit() < (item % 4 == user % 4 ? 0.4 : 0.03) {
                interactions.append(Interaction(row: UInt32(user), column: UInt32(item)))
            }
        }
        let matrix = InteractionMatrix(interactions, rowCount: 50, columnCount: itemCount)
        var entries: [UInt32: CatalogShelf.Entry] = [:]
        // Some the catalog does not know, and some nobody has touched.
        for item in 0..<UInt32(50) where random.unit() < 0.9 {
            entries[item] = entry(item, category: "c\(item % 4)/d\(item % 2)", offered: random.unit() < 0.8)
        }
        let settings = CountingSettings(recentHalfLife: .seconds(60), pastHalfLife: .seconds(6000), itemLimit: 1000)
        let counts = Dictionary(
            uniqueKeysWithValues: (0..<UInt32(itemCount)).map {
                ($0, ItemCount(recent: random.unit() * 5, past: random.unit() * 100, at: now))
            })
        var served = ServedModels()
        served.shelf = CatalogShelf(entries: entries, same: [:])
        served.chart = ItemChart(counts: counts, at: now, settings: settings)
        served.trained = (
            1,
            TrainedModels(
                neighbours: ItemNeighbours(matrix, weighting: .cosine, count: 10),
                linear: try EASEModel(matrix, regularization: 10),
                baskets: try BasketPartners(
                    (0..<50).map { History(row: $0, of: matrix).items },
                    settings: try BasketSettings(minimumSupport: 0.02), count: 5))
        )
        return served
    }

    private static func blend(hidden: Set<SignalKind> = [.purchase]) throws -> RecommendationBlend {
        RecommendationBlend(
            settings: BlendSettings(
                rules: try SignalRules(hidden: hidden), historyLimit: 20,
                diversity: try MarginalRelevance(relevanceShare: 0.8)))
    }

    @Test(
        "Whoever asks for whatever, nothing is told twice, nor what is hidden, looked at, not offered, or of another category",
        arguments: 0..<40 as Range<UInt64>)
    func rules(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let served = try Self.served(seed: seed)
        let blend = try Self.blend()
        var question = BlendQuestion(limit: 1 + random.below(30), now: Self.now)
        for _ in 0..<random.below(25) {
            let kind: SignalKind = random.unit() < 0.3 ? .purchase : .view
            question.profile.take(
                Signal(kind, item: UInt32(random.below(45)), at: Self.now - .seconds(Int64(random.below(10_000)))),
                rules: blend.settings.rules)
        }
        question.context = random.unit() < 0.5 ? UInt32(random.below(45)) : nil
        question.category = random.unit() < 0.5 ? "c\(random.below(4))" : nil
        var sheet = ScoreSheet(itemCount: served.itemCount)
        let answer = blend.answer(question, from: served, on: &sheet)
        #expect(answer.count <= question.limit)
        #expect(Set(answer.map(\.item)).count == answer.count)
        let hidden = question.profile.hidden(by: blend.settings.rules)
        for blended in answer {
            #expect(served.shelf.isOffered(blended.item, in: question.category))
            #expect(!hidden.contains(blended.item))
            #expect(blended.item != question.context)
        }
        // What was dealt with comes after all else.
        let known = Set(question.profile.interests.map(\.item))
        #expect(
            answer.map { known.contains($0.item) ? 1 : 0 } == answer.map { known.contains($0.item) ? 1 : 0 }.sorted())
        // The same question has the same answer, on a sheet that was used.
        #expect(blend.answer(question, from: served, on: &sheet) == answer)
        // As long as there is something left, the answer is full.
        let charted = served.chart.popular.filter {
            served.shelf.isOffered($0.item, in: question.category) && !hidden.contains($0.item)
                && $0.item != question.context
        }
        #expect(answer.count >= min(question.limit, charted.count))
    }

    @Test("Without models there is what is trending and popular; without anything, nothing")
    func cold() throws {
        var served = try Self.served(seed: 1)
        served.trained = nil
        var sheet = ScoreSheet(itemCount: 0)
        let answer = try Self.blend().answer(BlendQuestion(limit: 5, now: Self.now), from: served, on: &sheet)
        #expect(answer.count == 5)
        #expect(answer.allSatisfy { $0.cause == .popular || $0.cause == .trending })
        #expect(try Self.blend().answer(BlendQuestion(limit: 5, now: Self.now), from: ServedModels(), on: &sheet) == [])
    }

    @Test("A history of one taste is answered with that taste first, because of what it holds")
    func taste() throws {
        let served = try Self.served(seed: 2)
        let blend = try Self.blend()
        for taste in 0..<UInt32(4) {
            var question = BlendQuestion(limit: 3, now: Self.now)
            for number in 0..<3 as Range<UInt32> {
                question.profile.take(
                    Signal(.view, item: taste + 4 * number, at: Self.now), rules: blend.settings.rules)
            }
            var sheet = ScoreSheet(itemCount: served.itemCount)
            let first = try #require(blend.answer(question, from: served, on: &sheet).first)
            #expect(first.item % 4 == taste)
            let known = question.profile.interests.map(\.item)
            switch first.cause {
            case .with(let item), .together(let item), .newAndLike(let item): #expect(known.contains(item))
            case .new(let category): #expect(category.hasPrefix("c\(taste)"))
            case .similar, .like, .seen, .trending, .popular: Issue.record("\(first)")
            }
        }
    }

    @Test("Counts taken in any order come to the same, and what rises is trending")
    func counts() {
        let settings = CountingSettings(recentHalfLife: .seconds(60), pastHalfLife: .seconds(6000), itemLimit: 10)
        var random = SplitMix64(seed: 4)
        let moments = (0..<50).map { _ in Self.now + .seconds(Int64(random.below(3600))) }
        func count(_ moments: [Timestamp]) -> ItemCount {
            moments.reduce(ItemCount(at: moments[0])) { $0.adding(1, at: $1, settings) }.seen(
                at: Self.now + .seconds(3600), settings)
        }
        let (one, other) = (count(moments), count(moments.reversed()))
        #expect(abs(one.recent - other.recent) < 1e-9 && abs(one.past - other.past) < 1e-9)
        // By hand: each halves from its moment on.
        let expected = moments.reduce(0) { sum, moment in
            let halves = Double((Self.now + .seconds(3600)).milliseconds - moment.milliseconds) / 6_000_000
            return sum + exp2(-halves)
        }
        #expect(abs(one.past - expected) < 1e-9)
        let chart = ItemChart(
            counts: [
                1: ItemCount(recent: 10, past: 10, at: Self.now), 2: ItemCount(recent: 0.1, past: 900, at: Self.now),
            ], at: Self.now, settings: settings)
        #expect(chart.popular.map(\.item) == [2, 1])
        #expect(chart.trending.map(\.item) == [1])
    }

    @Test("A model is asked as far as its list counts")
    func weights() throws {
        var served = try Self.served(seed: 4)
        let sessions = (0..<30 as Range<UInt32>).map { [$0, ($0 + 1) % 40] }
        func answer(_ weight: Double) throws -> [UInt32] {
            guard let models = served.trained?.models else { return [] }
            served.trained = (
                2,
                TrainedModels(
                    neighbours: models.neighbours, linear: nil, baskets: BasketPartners(),
                    sessions: SessionNeighbours(sessions, itemCount: 40, configuration: try VMISConfiguration()),
                    weights: BlendWeights(neighbours: 0, linear: 0, sessions: weight))
            )
            served.chart = .empty
            var sheet = ScoreSheet(itemCount: served.itemCount)
            var question = BlendQuestion(limit: 5, now: Self.now)
            question.context = served.shelf.entries.indices.first { served.shelf.isOffered(UInt32($0 + 1)) && $0 < 29 }
                .map { UInt32($0) }
            return try Self.blend().answer(question, from: served, on: &sheet).filter { $0.cause != .seen }.map(\.item)
        }
        #expect(try answer(0) != answer(5))
        let first = served.shelf.entries.indices.first { served.shelf.isOffered(UInt32($0 + 1)) && $0 < 29 } ?? 0
        #expect(try answer(5).prefix(2).contains(UInt32(first + 1)))
    }

    @Test(
        "The last places are newcomers' that are like what is dealt with, as many as they are to have",
        arguments: 0..<10)
    func newcomers(seed: Int) throws {
        var served = try Self.served(seed: UInt64(seed))
        var corpus = ContentCorpus()
        for item in 0..<UInt32(50) {
            var terms = ContentTerms()
            terms.add(wordsOf: "taste\(item % 4) item\(item)")
            corpus.put(terms, for: item)
        }
        served.content = ContentModel(corpus, newcomers: Array(40..<50))
        func answer(_ share: Double, lists: [RecommendationBlend.Source: Double]? = nil) throws -> [BlendedItem] {
            var blend = try Self.blend()
            var settings = blend.settings
            settings.newcomerShare = share
            blend = RecommendationBlend(settings: settings)
            var question = BlendQuestion(limit: 5, now: Self.now)
            question.lists = lists
            for item in [1, 5] as [UInt32] {
                question.profile.take(Signal(.view, item: item, at: Self.now), rules: settings.rules)
            }
            var sheet = ScoreSheet(itemCount: served.itemCount)
            return blend.answer(question, from: served, on: &sheet)
        }
        let like = Set((40..<50 as Range<UInt32>).filter { $0 % 4 == 1 && served.shelf.isOffered($0) })
        for (share, places) in [(0.2, 1), (0.4, 2), (1.0, 5)] {
            let found = try answer(share)
            #expect(found.count == 5)
            let last = found.suffix(min(places, like.count))
            #expect(found.count { like.contains($0.item) } >= last.count, "\(found)")
            for blended in found where like.contains(blended.item) && blended.cause != .new(category: "c1/d1") {
                #expect([.newAndLike(1), .newAndLike(5)].contains(blended.cause), "\(blended)")
            }
        }
        #expect(
            try answer(1, lists: [.popular: 1]).allSatisfy { !like.contains($0.item) }, "an experiment without them")
        // What nobody has bought with anything is not new if many look at it.
        served.chart = ItemChart(
            counts: Dictionary(uniqueKeysWithValues: like.map { ($0, ItemCount(recent: 1, past: 1, at: Self.now)) }),
            at: Self.now,
            settings: CountingSettings(recentHalfLife: .seconds(60), pastHalfLife: .seconds(6000), itemLimit: 1000))
        for blended in try answer(1, lists: [.content: 1]) where like.contains(blended.item) {
            #expect([.with(1), .with(5)].contains(blended.cause), "\(blended)")
        }
    }

    @Test("Of two items that are as good, the one of the usual price comes first; without a price nothing changes")
    func prices() {
        func shelf(_ amounts: [Int64]) -> CatalogShelf {
            CatalogShelf(
                entries: Dictionary(
                    uniqueKeysWithValues: amounts.enumerated().map { item, amount in
                        (
                            UInt32(item),
                            CatalogShelf.Entry(
                                id: "p\(item)", sku: "S\(item)", title: "", category: "c",
                                price: Money(amount: amount, currency: .eur), isOffered: true, createdAt: Self.now)
                        )
                    }), same: [:])
        }
        let shop = shelf([1000, 1200, 9000, 1100])
        let list = [RankedItem(item: 2, score: 1), RankedItem(item: 3, score: 0.95)]
        let affinity = PriceAffinity(History([0, 1]), shop, share: 0.1)
        #expect(affinity.rerank(list, shop).map(\.item) == [3, 2])
        #expect(affinity.rerank(list, shop).last?.score == 0.9, "more than four times as much counts in full")
        #expect(PriceAffinity(History([0, 1]), shop, share: 0).rerank(list, shop) == list)
        #expect(PriceAffinity(History([77]), shop, share: 1).rerank(list, shop) == list)
        let free = shelf([0, 0, 9000, 1100])
        #expect(PriceAffinity(History([0, 1]), free, share: 1).rerank(list, free) == list)
    }
}
