/// The scores of all items for one answer, made once and used for many: clearing it takes as long as what was written.
package struct ScoreSheet: Sendable {
    private var scores: [Double]
    private var isScored: [Bool]
    /// The items that have a score, each once.
    private var scored: [UInt32] = []

    package init(itemCount: Int) {
        scores = [Double](repeating: 0, count: itemCount)
        isScored = [Bool](repeating: false, count: itemCount)
    }

    package var itemCount: Int { scores.count }

    /// Adds to an item's score; whoever was never given any is not ranked.
    package mutating func add(_ score: Double, to item: UInt32) {
        let place = Int(item)
        scores[place] += score
        guard !isScored[place] else { return }
        isScored[place] = true
        scored.append(item)
    }

    /// Adds to the scores of all items of a model at once.
    ///
    /// - Parameters:
    ///   - count: The items are those below this.
    ///   - change: Is given the scores, one for each of the sheet's items.
    package mutating func addToAll(below count: Int, _ change: (_ scores: inout MutableSpan<Double>) -> Void) {
        for place in 0..<count where !isScored[place] {
            isScored[place] = true
            scored.append(UInt32(place))
        }
        var span = scores.mutableSpan
        change(&span)
    }

    /// The best items, the best first, and clears the sheet.
    ///
    /// - Parameter isEligible: Whether an item may be in the answer.
    package mutating func takeBest(_ count: Int, where isEligible: (UInt32) -> Bool) -> [RankedItem] {
        var top = TopItems(count: count)
        for item in scored {
            let place = Int(item)
            let candidate = RankedItem(item: item, score: scores[place])
            // Few are good enough, and only those are asked for.
            if top.wouldTake(candidate), isEligible(item) { top.offer(candidate) }
            scores[place] = 0
            isScored[place] = false
        }
        scored.removeAll(keepingCapacity: true)
        return top.ranked
    }
}
