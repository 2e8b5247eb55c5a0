import MeshCore
import RecommenderModels
import Testing

@Suite("Content")
struct ContentTests {
    private static func corpus(_ texts: [String]) -> ContentCorpus {
        var corpus = ContentCorpus()
        for (item, text) in texts.enumerated() {
            var terms = ContentTerms(limit: .max)
            terms.add(wordsOf: text)
            corpus.put(terms, for: UInt32(item))
        }
        return corpus
    }

    @Test("Words are those of scikit-learn's TfidfVectorizer")
    func words() throws {
        let golden = try Golden("Content")
        for (text, words) in zip(try golden["texts"].list, try golden["words"].list) {
            let expected = try words.list.compactMap { $0.json.stringValue }
            #expect(ContentTerms.words(in: text.json.stringValue ?? "") == expected)
        }
    }

    @Test("Cosines of items and of histories are those of scikit-learn", arguments: [false, true])
    func parity(isSublinear: Bool) throws {
        let golden = try Golden("Content")
        let model = ContentModel(
            Self.corpus(try golden["texts"].list.compactMap { $0.json.stringValue }), isSublinear: isSublinear)
        let expected = try golden[isSublinear ? "sublinear" : "plain"]
        for (item, row) in try expected["items"].list.enumerated() {
            let found = scores(model, after: History([UInt32(item)]))
            for (other, cosine) in try row.doubles.enumerated() {
                #expect(isNear(found[UInt32(other)] ?? 0, cosine, tolerance: 1e-6), "\(item) and \(other)")
                #expect(isNear(model.cosine(UInt32(item), UInt32(other)), cosine, tolerance: 1e-6))
            }
        }
        for (person, row) in zip(try golden["people"].list, try expected["people"].list) {
            let known = try person.list.map { try $0.doubles }
            let history = History(known.map { UInt32($0[0]) }, weights: known.map { Float($0[1]) })
            let found = scores(model, after: history)
            for (item, cosine) in try row.doubles.enumerated() {
                #expect(isNear(found[UInt32(item)] ?? 0, cosine, tolerance: 1e-6), "\(history) and \(item)")
            }
        }
    }

    @Test(
        "A corpus that items have come to, changed in and gone from is one that never had anything else",
        arguments: 0..<5)
    func changes(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        func text() -> String { (0..<6).map { _ in "word\(random.below(30))" }.joined(separator: " ") }
        var corpus = Self.corpus((0..<20).map { _ in text() })
        var last: [String] = (0..<20).map { _ in "" }
        for _ in 0..<3 {
            for item in 0..<20 {
                last[item] = random.unit() < 0.2 ? "" : text()
                var terms = ContentTerms()
                terms.add(wordsOf: last[item])
                corpus.put(terms, for: UInt32(item))
            }
        }
        #expect(corpus.count == last.count { !$0.isEmpty })
        let (found, expected) = (ContentModel(corpus), ContentModel(Self.corpus(last)))
        for item in 0..<UInt32(20) {
            for other in 0..<UInt32(20) {
                #expect(isNear(found.cosine(item, other), expected.cosine(item, other), tolerance: 1e-6))
            }
        }
    }

    @Test("A hundred thousand words that come and go are not remembered, and the cosines of what is left stay")
    func vocabulary() {
        var corpus = Self.corpus(["red wool jumper", "red silk shirt"])
        let before = ContentModel(corpus).cosine(0, 1)
        for number in 0..<2000 {
            var terms = ContentTerms()
            for word in 0..<50 { terms.add("word-\(number)-\(word)") }
            corpus.put(terms, for: 2)
        }
        #expect(corpus.termCount < 40_000)
        corpus.put(ContentTerms(), for: 2)
        #expect(ContentModel(corpus).cosine(0, 1) == before)
    }

    @Test("Newcomers are those that were named, as good as among all, and as like as is asked")
    func newcomers() {
        var random = SplitMix64(seed: 5)
        let texts = (0..<60).map { item in (0..<8).map { _ in "w\(item % 3)\(random.below(12))" }.joined(separator: " ")
        }
        let named: [UInt32] = [50, 3, 17, 30, 45, 8, 99]
        let model = ContentModel(Self.corpus(texts), newcomers: named)
        let history = History([0, 6, 9], weights: [1, 3, 2])
        let all = scores(model, after: history)
        var sheet = ScoreSheet(itemCount: model.itemCount)
        func found(_ likeness: Double) -> [RankedItem] {
            model.newcomers(after: history, count: 10, atLeast: likeness, on: &sheet) { $0 != 3 }
        }
        #expect(!found(0).isEmpty)
        #expect(Set(found(0).map(\.item)) == Set(named.filter { all[$0] != nil && $0 != 3 }))
        for ranked in found(0) { #expect(isNear(ranked.score, all[ranked.item] ?? 0, tolerance: 1e-12)) }
        let best = found(0)[0].score
        #expect(found(best).map(\.score) == [best])
        #expect(model.reason(for: found(0)[0].item, in: history) != nil)
        #expect(model.reason(for: 1, in: History([0])) == nil, "they share no word")
        #expect(model.newcomers(after: History([77]), count: 9, atLeast: 0, on: &sheet) { _ in true } == [])
    }

    @Test("What more items have than may is as if nobody said it")
    func common() {
        let texts = ["red cotton shirt", "blue cotton shirt", "red wool shirt", "green silk shirt"]
        let without = texts.map { $0.replacing(" shirt", with: "") }
        let (found, expected) = (
            ContentModel(Self.corpus(texts), greatestShare: 0.5), ContentModel(Self.corpus(without))
        )
        for (one, other) in [(0, 1), (0, 2), (1, 2), (0, 3)] as [(UInt32, UInt32)] {
            #expect(isNear(found.cosine(one, other), expected.cosine(one, other), tolerance: 1e-6))
        }
        #expect(scores(found, after: History([3])).filter { $0.value > 0 }.keys.sorted() == [3])
    }

    @Test("With few terms of a history the same is found first")
    func heaviest() {
        var texts = (0..<40).map { "common other\($0 % 7) rare\($0 / 2)" }
        texts.append("common rare4")
        let history = History([8])
        let few = ContentModel(Self.corpus(texts), termLimit: 1)
        var sheet = ScoreSheet(itemCount: few.itemCount)
        #expect(Set(few.recommendations(after: history, count: 9, on: &sheet).map(\.item)) == [9, 40])
    }

    @Test("Terms are one word each, kept with their counts, and no more than there may be")
    func terms() throws {
        var terms = ContentTerms(limit: 4)
        terms.add("colour=Light  Blue")
        terms.add(wordsOf: "Blue, blue jeans & a shirt", count: 2)
        terms.add("late")
        #expect(terms.terms.map(\.name) == ["colour=light_blue", "blue", "jeans", "shirt"])
        #expect(terms.terms.map(\.count) == [1, 4, 2, 2])
        #expect(try ContentTerms(text: terms.text).terms == terms.terms)
        #expect(try ContentTerms(text: "").terms.isEmpty)
        for text in ["word", "x word", "0 word"] {
            #expect(throws: ModelError.unreadable) { try ContentTerms(text: text) }
        }
    }
}
