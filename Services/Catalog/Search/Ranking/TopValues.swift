/// Keeps the most frequent values of many.
struct TopValues {
    let limit: Int
    private var kept: [(key: [UInt8], count: Int)] = []
    /// Less frequent ones can no longer be among them.
    private var least = 0

    init(limit: Int) { self.limit = limit }

    mutating func add(_ key: [UInt8], _ count: Int) {
        guard count >= least else { return }
        kept.append((key, count))
        guard kept.count >= limit * 4 else { return }
        kept = sorted
        least = kept.last?.count ?? 0
    }

    /// The most frequent first, then by their bytes.
    var sorted: [(key: [UInt8], count: Int)] {
        let ordered = kept.sorted {
            $0.count != $1.count ? $0.count > $1.count : $0.key.lexicographicallyPrecedes($1.key)
        }
        return Array(ordered.prefix(limit))
    }
}
