import Glibc
import RecommenderModels
import Testing

@Suite("Metrics")
struct EvaluationTests {
    @Test("One list by hand")
    func byHand() {
        var metrics = RankingMetrics(depth: 4)
        // Hits at the ranks 2 and 4, of three relevant.
        metrics.add([9, 1, 8, 2, 3], relevant: [1, 2, 3])
        #expect(metrics.recall == 2.0 / 3)
        #expect(metrics.precision == 0.5)
        #expect(metrics.mrr == 0.5)
        #expect(metrics.hitRate == 1)
        let ideal = 1 + 1 / log2(3.0) + 1 / log2(4.0)
        #expect(isNear(metrics.ndcg, (1 / log2(3.0) + 1 / log2(5.0)) / ideal, tolerance: 1e-12))
        let original = 1 + 1 + 1 / log2(3.0)
        #expect(isNear(metrics.originalNDCG, (1 + 0.5) / original, tolerance: 1e-12))
        #expect(metrics.coverage(ofItems: 8) == 0.5)
    }

    @Test("Means are over lists, and what found nothing counts")
    func means() {
        var metrics = RankingMetrics(depth: 2)
        metrics.add([1, 2], relevant: [1, 2, 3, 4])
        metrics.add([5, 6], relevant: [7])
        metrics.add([], relevant: [7])
        metrics.add([5], relevant: [])
        #expect(metrics.listCount == 3)
        #expect(metrics.recall == 0.5 / 3)
        #expect(metrics.cappedRecall == 1.0 / 3)
        #expect(isNear(metrics.ndcg, 1.0 / 3, tolerance: 1e-12))
        #expect(metrics.coverage(ofItems: 8) == 0.5)
        #expect(metrics.coverage(ofItems: 0) == 0)
    }

    @Test("With a next item, it alone counts for the hit rate and the rank")
    func next() {
        var metrics = RankingMetrics(depth: 20)
        // The published example of Serenade's metrics: 1 … 24 recommended, 3 comes next, then 55 and 4.
        metrics.add(Array(1...24), relevant: [3, 55, 88, 4], next: 3)
        #expect(isNear(metrics.originalNDCG, 0.36121211352040195, tolerance: 1e-12))
        #expect(isNear(metrics.mrr, 1.0 / 3, tolerance: 1e-12))
        metrics.add(Array(1...24), relevant: [55, 3], next: 55)
        #expect(metrics.hitRate == 0.5)
        #expect(isNear(metrics.mrr, 1.0 / 6, tolerance: 1e-12))
    }

    /// Recommends item + 1, then item + 2.
    struct Successor: RecommendationModel {
        let itemCount = 10

        func score(_ history: History, into sheet: inout ScoreSheet) {
            guard let last = history.items.last else { return }
            for step in 0...2 as ClosedRange<UInt32> where last + step < 10 {
                sheet.add(Double(3 - step), to: last + step)
            }
        }
    }

    @Test("A session is followed from place to place, and its last item is not recommended again")
    func sessions() {
        let metrics = Evaluation(depth: 2).nextItem(Successor(), sessions: [[1, 2, 4], [7]])
        // After 1: 2, 3, and 2 comes. After 1, 2: 3, 4, and 4 comes.
        #expect(metrics.listCount == 2)
        #expect(metrics.mrr == 0.75)
        #expect(metrics.recall == 0.75)
    }

    @Test("Hidden items are looked for, known ones are not shown")
    func heldOut() {
        let metrics = Evaluation(depth: 2).heldOut(
            Successor(),
            users: [
                (history: History([4, 3]), hidden: [5]), (history: History([6]), hidden: [9]),
                (history: History([1]), hidden: []),
            ])
        #expect(metrics.listCount == 2)
        #expect(metrics.recall == 0.5)
        #expect(metrics.mrr == 0.5)
    }
}
