import RecommenderModels
import Testing

@Suite("Blending lists")
struct BlendTests {
    static func list(_ items: [UInt32]) -> [RankedItem] {
        items.enumerated().map { RankedItem(item: $1, score: Double(100 - $0)) }
    }

    @Test("Ranks are added, whatever the scores were")
    func fusion() {
        let fused = RankFusion.fuse([(1, Self.list([1, 2, 3])), (2, Self.list([3, 1]))])
        #expect(fused.map(\.item) == [3, 1, 2])
        let expected = [1 / 63.0 + 2 / 61.0, 1 / 61.0 + 2 / 62.0, 1 / 62.0]
        for (item, score) in zip(fused, expected) { #expect(isNear(item.score, score, tolerance: 1e-12)) }
        #expect(RankFusion.fuse([]) == [])
    }

    @Test("What is like the items before it comes later")
    func diversity() throws {
        let items = [1, 0.9, 0.8, 0.5].enumerated().map { RankedItem(item: UInt32($0), score: $1 * 20) }
        // 0 and 1 are the same; the others are like nothing.
        func similarity(_ left: UInt32, _ right: UInt32) -> Double { left + right == 1 ? 1 : 0 }
        func order(_ share: Double, count: Int = 4) throws -> [UInt32] {
            try MarginalRelevance(relevanceShare: share).rerank(items, count: count, similarity: similarity).map(\.item)
        }
        #expect(try order(1) == [0, 1, 2, 3])
        // 1 has 0.5 · 0.9 − 0.5, less than any other.
        #expect(try order(0.5) == [0, 2, 3, 1])
        // 0.8 · 0.9 − 0.2 = 0.52 is less than 0.64 and more than 0.4.
        #expect(try order(0.8) == [0, 2, 1, 3])
        #expect(try order(0.8, count: 2) == [0, 2])
        #expect(throws: ModelError.self) { try MarginalRelevance(relevanceShare: 1.5) }
    }
}
