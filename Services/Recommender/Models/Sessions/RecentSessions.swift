/// The similarities of the most recent sessions, of which there are at most so many: a newer one takes the place of the oldest.
/// They are sums of whole numbers, so that equal ones are equal in whichever order they were added.
struct RecentSessions {
    let limit: Int
    private(set) var similarities: [UInt32: Int] = [:]
    /// The oldest on top.
    private var ages: TopItems

    init(limit: Int) {
        self.limit = limit
        ages = TopItems(count: limit)
    }

    /// Adds to a session's similarity. Sessions have greater numbers the newer they are.
    ///
    /// - Returns: Whether it is among the most recent.
    mutating func add(_ weight: Int, to session: UInt32) -> Bool {
        if similarities[session] != nil {
            similarities[session, default: 0] += weight
            return true
        }
        let candidate = RankedItem(item: session, score: Double(session))
        if similarities.count == limit {
            guard let oldest = ages.worst, candidate.precedes(oldest) else { return false }
            similarities[oldest.item] = nil
        }
        ages.offer(candidate)
        similarities[session] = weight
        return true
    }
}
