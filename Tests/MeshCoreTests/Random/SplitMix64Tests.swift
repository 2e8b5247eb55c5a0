import MeshCore
import Testing

struct SplitMix64Tests {
    @Test("The sequence is the published one")
    func published() {
        var random = SplitMix64(seed: 1_234_567)
        #expect(
            (0..<3).map { _ in random.next() } == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            ])
    }

    @Test("Numbers below a bound reach all of it evenly")
    func bounded() {
        var random = SplitMix64(seed: 1)
        var counts = [Int](repeating: 0, count: 7)
        for _ in 0..<7000 { counts[random.below(7)] += 1 }
        #expect(counts.allSatisfy { (850...1150).contains($0) })
        #expect((0..<1000).allSatisfy { _ in (0..<1).contains(random.unit()) })
    }
}
