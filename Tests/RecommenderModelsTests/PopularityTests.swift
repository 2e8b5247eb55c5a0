import Glibc
import MeshCore
import RecommenderModels
import Testing

@Suite("Counts that decay, and what rises")
struct PopularityTests {
    static let start = Timestamp(milliseconds: 1_700_000_000_000)

    @Test("A count halves with each half-life")
    func halves() {
        var counts = DecayedCounts(halfLife: .seconds(60), landmark: Self.start)
        counts.add(8, to: 2, at: Self.start)
        counts.add(1, to: 2, at: Self.start + .seconds(60))
        #expect(counts.value(of: 2, at: Self.start + .seconds(60)) == 5)
        #expect(counts.values(at: Self.start + .seconds(180)) == [0, 0, 1.25])
        #expect(counts.value(of: 9, at: Self.start) == 0)
    }

    @Test("Neither the order nor the span of time changes a count: it is the sum of all that decays")
    func naive() {
        var random = SplitMix64(seed: 5)
        // Two thousand half-lives, far beyond what one landmark serves.
        let events = (0..<500).map { _ in
            (weight: 1 + random.unit(), time: Self.start + .seconds(Int64(random.below(2_000_000))))
        }
        var counts = DecayedCounts(halfLife: .seconds(1000), landmark: Self.start)
        for event in events { counts.add(event.weight, to: 0, at: event.time) }
        let end = Self.start + .seconds(2_000_000)
        let expected = events.reduce(0) { $0 + $1.weight * exp2(-$1.time.duration(to: end).seconds / 1000) }
        #expect(expected > 0)
        #expect(isNear(counts.value(of: 0, at: end), expected, tolerance: 1e-9))
    }

    @Test("What is as often as ever does not rise, what comes more often does")
    func trend() {
        var short = DecayedCounts(halfLife: .seconds(3600), landmark: Self.start)
        var long = DecayedCounts(halfLife: .seconds(7 * 86400), landmark: Self.start)
        let end = Self.start + .seconds(60 * 86400)
        // 0: one each ten minutes for sixty days; 1: the same in the last two hours alone; 2: long ago.
        for step in 0..<(60 * 144) {
            let time = Self.start + .seconds(Int64(step * 600))
            for item in [0, 1, 2] as [UInt32] where item == 0 || (item == 1) == (time > end - .seconds(7200)) {
                short.add(1, to: item, at: time)
                long.add(1, to: item, at: time)
            }
        }
        let model = TrendModel(short: short, long: long, at: end)
        #expect(abs(model.scores[0]) < 0.2)
        #expect(model.scores[1] > 3)
        #expect(model.scores[2] < 0)
        #expect(scores(model, after: History([])).keys.contains(1))
        #expect(!scores(model, after: History([])).keys.contains(2))
    }

    @Test("The score is (short − expected) / √(expected + 1)")
    func score() {
        var short = DecayedCounts(halfLife: .seconds(100), landmark: Self.start)
        var long = DecayedCounts(halfLife: .seconds(400), landmark: Self.start)
        short.add(7, to: 0, at: Self.start)
        long.add(12, to: 0, at: Self.start)
        // Expected are 12 · 100 / 400 = 3.
        #expect(TrendModel(short: short, long: long, at: Self.start).scores == [2])
    }
}
