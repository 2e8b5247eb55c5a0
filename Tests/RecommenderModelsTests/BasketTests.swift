import MeshCore
import RecommenderModels
import Testing

@Suite("What is bought together")
struct BasketTests {
    @Test("Itemsets and rules are those of PyPI mlxtend")
    func parity() throws {
        let golden = try Golden("Baskets")
        let settings = try BasketSettings(
            minimumSupport: golden["support"].double, minimumConfidence: golden["confidence"].double,
            longestConsequent: 6)
        let patterns = try FrequentPatterns(golden["baskets"].list.map { try $0.ids }, settings: settings)
        let expected = try golden["itemsets"].list.map { (try $0.list[0].ids, try $0.list[1].double) }
        #expect(patterns.itemsets.count == expected.count)
        let counts = Dictionary(uniqueKeysWithValues: patterns.itemsets.map { ($0.items, $0.count) })
        for (items, support) in expected {
            let count = try #require(counts[items], "\(items) is missing")
            #expect(isNear(Double(count) / Double(patterns.basketCount), support, tolerance: 1e-12))
        }
        let rules = patterns.rules(settings)
        #expect(try rules.count == golden["rules"].list.count)
        for row in try golden["rules"].list.map({ try $0.list }) {
            let (antecedent, consequent) = (try row[0].ids, try row[1].ids)
            let rule = try #require(
                rules.first { $0.antecedent == antecedent && $0.consequent == consequent },
                "\(antecedent) → \(consequent) is missing")
            #expect(isNear(rule.support, try row[2].double, tolerance: 1e-11))
            #expect(isNear(rule.confidence, try row[3].double, tolerance: 1e-11))
            #expect(isNear(rule.lift, try row[4].double, tolerance: 1e-11))
        }
    }

    @Test("All itemsets of a support are found, and no others", arguments: 0..<6 as Range<UInt64>)
    func naive(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let baskets = (0..<60).map { _ in (0..<7 as Range<UInt32>).filter { _ in random.unit() < 0.45 } }
        let settings = try BasketSettings(minimumSupport: 0.1, longestItemset: 4)
        let found = try FrequentPatterns(baskets, settings: settings).itemsets
        var expected: Set<FrequentItemset> = []
        for part in 1..<(1 << 7) {
            let items = (0..<7 as Range<UInt32>).filter { part >> Int($0) & 1 == 1 }
            let count = baskets.count { basket in items.allSatisfy(basket.contains) }
            if count >= 6, items.count <= 4 { expected.insert(FrequentItemset(items: items, count: count)) }
        }
        #expect(found.count == Set(found).count)
        #expect(Set(found) == expected)
    }

    @Test("A rule by hand, the one of the greatest lift first, each of at most so many in its consequent")
    func byHand() throws {
        let settings = try BasketSettings(minimumSupport: 0.25, minimumConfidence: 0.6)
        let patterns = try FrequentPatterns([[0, 1, 1], [0, 1], [0], [2]], settings: settings)
        #expect(
            patterns.rules(settings) == [
                AssociationRule(antecedent: [1], consequent: [0], support: 0.5, confidence: 1, lift: 4.0 / 3),
                AssociationRule(antecedent: [0], consequent: [1], support: 0.5, confidence: 2.0 / 3, lift: 4.0 / 3),
            ])
    }

    @Test("A support that rounding would lift over a whole number keeps it")
    func rounding() throws {
        // 0.1 · 30 is a little more than 3.
        let baskets = (0..<30).map { $0 < 3 ? [UInt32(0)] : [] }
        let found = try FrequentPatterns(baskets, settings: BasketSettings(minimumSupport: 0.1)).itemsets
        #expect(found == [FrequentItemset(items: [0], count: 3)])
    }

    @Test("More itemsets than the limit are an error that tells what to do")
    func limited() throws {
        let settings = try BasketSettings(minimumSupport: 0.5, itemsetLimit: 10)
        #expect(throws: ModelError.tooManyItemsets(limit: 10)) {
            try FrequentPatterns([[0, 1, 2, 3, 4]], settings: settings)
        }
        #expect(throws: ModelError.self) { try BasketSettings(minimumSupport: 0) }
        #expect(throws: ModelError.self) { try BasketSettings(minimumSupport: 0.1, minimumConfidence: 2) }
        #expect(throws: ModelError.self) { try BasketSettings(minimumSupport: 0.1, longestItemset: 17) }
    }
}
