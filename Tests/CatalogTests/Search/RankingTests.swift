import MeshCore
import Testing

@testable import Catalog

@Suite("The search engine, beside a search without an index")
struct RankingTests {
    @Test("finds, ranks and counts the same in one segment", arguments: Array(1...10) as [UInt64])
    func oneSegment(seed: UInt64) throws {
        var corpus = SmallCorpus(seed: seed)
        let documents = (0..<60).map { corpus.document($0) }
        try compare(SearchSnapshot(parts: [SegmentBytes.build(documents).all]), documents, &corpus, seed: seed)
    }

    @Test("finds, ranks and counts the same in several, with documents deleted", arguments: Array(11...20) as [UInt64])
    func severalSegments(seed: UInt64) throws {
        var corpus = SmallCorpus(seed: seed)
        let documents = (0..<80).map { corpus.document($0) }
        var random = SplitMix64(seed: seed)
        let shuffled = documents.shuffled(using: &random)
        var parts: [SearchSnapshot.Part] = []
        var left: [SearchDocument] = []
        for chunk in stride(from: 0, to: 80, by: 20) {
            let segment = try SegmentBytes.build(Array(shuffled[chunk..<chunk + 20]))
            var live = DocumentBits(allOf: segment.count)
            for document in shuffled[chunk..<chunk + 20] {
                if random.below(5) == 0, let number = segment.document(of: document.id) {
                    live.remove(number)
                } else {
                    left.append(document)
                }
            }
            parts.append(SearchSnapshot.Part(segment: segment, live: live))
        }
        try compare(SearchSnapshot(parts: parts), left, &corpus, seed: seed)
        let merged = try SegmentBytes.merge(parts.map { SegmentMerger.Source(segment: $0.segment, live: $0.live) })
        #expect(merged.count == left.count)
        try compare(SearchSnapshot(parts: [merged.all]), left, &corpus, seed: seed)
    }

    private func compare(
        _ snapshot: SearchSnapshot, _ documents: [SearchDocument], _ corpus: inout SmallCorpus, seed: UInt64
    ) throws {
        let reference = ReferenceSearch(documents: documents)
        for number in 0..<25 {
            let request = corpus.request()
            let (found, expected) = (snapshot.search(request), reference.search(request))
            let words = request.words.map(\.string)
            #expect(found.total == expected.total, "seed \(seed), query \(number): \(words)")
            #expect(found.ids == expected.ids, "seed \(seed), query \(number): \(words) \(request.order)")
            #expect(found.facets == expected.facets, "seed \(seed), query \(number): \(words)")
        }
    }

    @Test("Of a bucket too large to look at closely, the better fields, the exact and the newest come first")
    func largeBuckets() throws {
        var documents: [SearchDocument] = []
        for number in 0..<200 {
            var document = SearchDocument(id: UInt128(number))
            document.title = number.isMultiple(of: 4) ? "tea pot" : number.isMultiple(of: 2) ? "teapots pot" : "cup"
            document.description = number.isMultiple(of: 2) ? "" : "tea or pot"
            documents.append(document)
        }
        let segment = try SegmentBytes.build(documents)
        var request = SearchRequest(words: SearchWords.parse("pot te"))
        request.depth = 10
        let search = SegmentSearch(request, in: segment, live: DocumentBits(allOf: segment.count))
        var ranking = BucketRanking(searches: [search], request: request)
        ranking.limit = 30
        let newest: [UInt128] = (0..<10).map { UInt128(198 - $0 * 2) }
        #expect(ranking.best() == newest)
        request = SearchRequest(words: SearchWords.parse("tea"))
        request.depth = 60
        ranking = BucketRanking(
            searches: [SegmentSearch(request, in: segment, live: DocumentBits(allOf: 200))], request: request)
        ranking.limit = 60
        let titles: [UInt128] = (0..<50).map { UInt128(196 - $0 * 4) }
        let others: [UInt128] = (0..<10).map { UInt128(198 - $0 * 4) }
        #expect(ranking.best() == titles + others)
    }
}
