import MeshCore
import Testing

@testable import ReportAnalysis

@Suite("Unions of counts")
struct DistinctUnionTests {
    /// Small enough that lists, entries and registers all occur, and turn into each other in a union.
    private static let accuracy = DistinctCount.Accuracy(exactLimit: 40, precision: 9)

    @Test("Many counts at once are what they are when merged one after another", arguments: 1...6)
    func sameAsMerging(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        var forms: Set<String> = []
        for _ in 0..<200 {
            let spread = [50, 120, 2000][random.below(3)]
            let counts = (0..<(1 + random.below(12))).map { _ -> DistinctCount in
                var count = DistinctCount(accuracy: Self.accuracy)
                for _ in 0..<[3, 20, 45, 90, 400][random.below(5)] {
                    // Numbers next to each other would be alike in no bit that counts.
                    count.insert(UInt64(random.below(spread)) &* 0xD134_2543_DE82_EF95)
                }
                return count
            }
            let merged = counts.dropFirst().reduce(into: counts[0]) { $0.merge($1) }
            #expect(DistinctCount.union(of: counts) == merged)
            switch merged.sketch?.form {
            case nil: forms.insert("exact")
            case .sparse: forms.insert("sparse")
            case .dense: forms.insert("dense")
            }
        }
        #expect(forms == ["exact", "sparse", "dense"])
    }
}
