/// The best of many items: a heap with the worst of the chosen at its top. It holds at most `count` of them.
package struct TopItems: Sendable {
    package let count: Int
    private var heap: [RankedItem] = []

    /// - Parameter count: How many to keep, at least 0.
    package init(count: Int) {
        self.count = count
        heap.reserveCapacity(min(count, 1024))
    }

    package mutating func offer(_ candidate: RankedItem) {
        if heap.count < count {
            heap.append(candidate)
            rise(from: heap.count - 1)
        } else if let worst = heap.first, candidate.precedes(worst) {
            heap[0] = candidate
            sink()
        }
    }

    /// Whether an item would be among the best as it stands.
    package func wouldTake(_ candidate: RankedItem) -> Bool {
        heap.count < count || heap.first.map { candidate.precedes($0) } ?? false
    }

    /// The last of those that are kept; nil when there are none.
    package var worst: RankedItem? { heap.first }

    /// The best first.
    package var ranked: [RankedItem] {
        heap.sorted { $0.precedes($1) }
    }

    private mutating func rise(from start: Int) {
        var child = start
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[parent].precedes(heap[child]) else { return }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    private mutating func sink() {
        var parent = 0
        while true {
            var worst = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count {
                if heap[worst].precedes(heap[child]) { worst = child }
            }
            guard worst != parent else { return }
            heap.swapAt(worst, parent)
            parent = worst
        }
    }
}
