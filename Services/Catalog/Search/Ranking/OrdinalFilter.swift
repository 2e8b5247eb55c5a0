/// Tells at once that most words of a document are none that are looked for (a Bloom filter with one hash).
struct OrdinalFilter {
    private static let bits = 4096
    /// With more words than this nearly every bit would be set.
    private static let limit = 1024

    private var words = [UInt64](repeating: 0, count: bits / 64)

    init(_ runs: [WordMatches.Run]) {
        guard runs.reduce(0, { $0 + $1.last - $1.first + 1 }) <= Self.limit else {
            words = [UInt64](repeating: ~0, count: Self.bits / 64)
            return
        }
        for run in runs {
            for ordinal in run.first...run.last { words[ordinal >> 6 & 63] |= 1 << UInt64(ordinal & 63) }
        }
    }

    @inline(__always)
    func mayHave(_ ordinal: Int) -> Bool {
        words[ordinal >> 6 & 63] >> UInt64(ordinal & 63) & 1 == 1
    }
}
