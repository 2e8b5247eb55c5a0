/// Collects documents in any order, repetitions too, and gives them in order: a set of bits with a summary, so that neither
/// reading nor clearing costs more than what was put in.
struct DocumentCollector {
    private var words: [UInt64]
    private var summary: [UInt64]
    private(set) var count = 0

    init(limit: Int) {
        words = [UInt64](repeating: 0, count: (limit + 63) / 64)
        summary = [UInt64](repeating: 0, count: (words.count + 63) / 64)
    }

    mutating func insert(_ document: UInt32) {
        let place = Int(document >> 6)
        let bit: UInt64 = 1 << UInt64(document & 63)
        let before = words[place]
        guard before & bit == 0 else { return }
        words[place] = before | bit
        if before == 0 { summary[place >> 6] |= 1 << UInt64(place & 63) }
        count += 1
    }

    /// Moves the documents, in order, behind those in an array.
    mutating func drain(into documents: inout [UInt32]) {
        guard count > 0 else { return }
        documents.reserveCapacity(documents.count + count)
        for group in summary.indices where summary[group] != 0 {
            var marks = summary[group]
            while marks != 0 {
                let place = group << 6 | marks.trailingZeroBitCount
                var word = words[place]
                while word != 0 {
                    documents.append(UInt32(truncatingIfNeeded: place << 6 | word.trailingZeroBitCount))
                    word &= word &- 1
                }
                words[place] = 0
                marks &= marks &- 1
            }
            summary[group] = 0
        }
        count = 0
    }
}
