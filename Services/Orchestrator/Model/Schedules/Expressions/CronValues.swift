/// A set of small numbers (0…255), which finds its next member by looking at bits.
///
/// It holds what one field of a cron expression allows: minutes, hours, days, months, and years counted from 1970.
struct CronValues: Hashable, Sendable {
    private var words: SIMD4<UInt64> = .zero

    init() {}

    init(_ members: some Sequence<Int>) {
        for member in members { insert(member) }
    }

    var isEmpty: Bool { words == .zero }

    mutating func insert(_ member: Int) {
        words[member >> 6] |= 1 << UInt64(member & 63)
    }

    func contains(_ member: Int) -> Bool {
        member >= 0 && member < 256 && words[member >> 6] & (1 << UInt64(member & 63)) != 0
    }

    /// The least member that is not below a bound; nil when there is none.
    func least(from bound: Int) -> Int? {
        guard bound < 256 else { return nil }
        let start = Swift.max(bound, 0)
        for index in (start >> 6)..<4 {
            let shift = index == start >> 6 ? UInt64(start & 63) : 0
            let word = (words[index] >> shift) << shift
            if word != 0 { return index * 64 + word.trailingZeroBitCount }
        }
        return nil
    }
}
