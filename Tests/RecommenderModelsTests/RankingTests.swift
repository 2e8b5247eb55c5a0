import MeshCore
import RecommenderModels
import Testing

@Suite("Ranking")
struct RankingTests {
    @Test("The best of many are those that sorting finds", arguments: [0, 1, 7, 100, 200])
    func top(count: Int) {
        var random = SplitMix64(seed: 11)
        // Few different scores, so that many are equal.
        let items = (0..<100).map { RankedItem(item: UInt32(99 - $0), score: Double(random.below(9))) }
        var top = TopItems(count: count)
        for item in items { top.offer(item) }
        #expect(top.ranked == Array(items.sorted { $0.precedes($1) }.prefix(count)))
    }

    @Test("A sheet is clear after each answer")
    func sheet() {
        var sheet = ScoreSheet(itemCount: 4)
        sheet.add(2, to: 3)
        sheet.add(1, to: 1)
        sheet.add(3, to: 1)
        let first = sheet.takeBest(9) { _ in true }
        #expect(first == [RankedItem(item: 1, score: 4), RankedItem(item: 3, score: 2)])
        sheet.add(-1, to: 3)
        #expect(sheet.takeBest(9) { _ in true } == [RankedItem(item: 3, score: -1)])
        sheet.add(1, to: 2)
        // The sheet may have more items than the model.
        sheet.addToAll(below: 3) { scores in
            for place in 0..<3 { scores[place] += Double(place) }
        }
        #expect(sheet.takeBest(4) { $0 != 1 } == [RankedItem(item: 2, score: 3), RankedItem(item: 0, score: 0)])
        #expect(sheet.takeBest(9) { _ in true } == [])
    }

    @Test("Known items are treated as told")
    func known() {
        let model = PopularityModel(
            InteractionMatrix(
                [(0, 0), (1, 0), (2, 0), (0, 1), (1, 1), (0, 2)].map { Interaction(row: $0.0, column: $0.1) },
                rowCount: 3, columnCount: 4))
        var sheet = ScoreSheet(itemCount: 4)
        func items(_ known: KnownItems) -> [UInt32] {
            model.recommendations(after: History([0, 1]), count: 4, known: known, on: &sheet).map(\.item)
        }
        #expect(items(.included) == [0, 1, 2])
        #expect(items(.lastExcluded) == [0, 2])
        #expect(items(.excluded) == [2])
        #expect(model.totals == [3, 2, 1, 0])
    }
}
