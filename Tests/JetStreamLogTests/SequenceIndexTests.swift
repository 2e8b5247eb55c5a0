import MeshCore
import Testing

@testable import JetStreamLog

@Suite("Which message holds an offset is remembered")
struct SequenceIndexTests {
    @Test(
        "A remembered message narrows the search, whatever the order in which they were met",
        arguments: 0..<20 as Range<UInt64>)
    func narrows(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        // Message n ends at 3n.
        var index = SequenceIndex()
        let known = (1...1000).map { UInt64($0) }.shuffled(using: &random).prefix(50)
        for sequence in known { index.note(sequence, endingAt: Int64(sequence) * 3) }
        for sequence in known { #expect(index.end(of: sequence) == Int64(sequence) * 3) }
        for offset in 0..<3000 as Range<Int64> {
            let holder = UInt64(offset / 3) + 1
            let bounds = index.narrowed(1...1000, to: offset)
            #expect(bounds.contains(holder))
            if known.contains(holder), holder == 1 || known.contains(holder - 1) { #expect(bounds == holder...holder) }
        }
    }

    @Test("It forgets half of what it knows rather than grow without end")
    func bounded() {
        var index = SequenceIndex()
        for sequence in 1...100_000 as ClosedRange<UInt64> { index.note(sequence, endingAt: Int64(sequence)) }
        let remembered = (1...100_000 as ClosedRange<UInt64>).count { index.end(of: $0) != nil }
        #expect(remembered <= 4097)
        #expect(index.narrowed(1...100_000, to: 54_321).contains(54_322))
    }
}
