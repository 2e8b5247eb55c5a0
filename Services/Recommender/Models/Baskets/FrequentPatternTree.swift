/// The prefix tree of FP-growth: baskets with the same most frequent items share a path.
struct FrequentPatternTree {
    /// The rank of each node's item; the root has none.
    private var ranks: [Int32] = [-1]
    private var counts: [Int] = [0]
    private var parents: [Int32] = [-1]
    /// The next node of the same rank.
    private var links: [Int32] = [-1]
    private var children: [UInt64: Int32] = [:]
    /// The first node of each rank.
    private var heads: [Int32]

    /// - Parameter rankCount: Ranks are below this; the most frequent item has the rank 0.
    init(rankCount: Int) {
        heads = [Int32](repeating: -1, count: rankCount)
    }

    /// Adds a path.
    ///
    /// - Parameters:
    ///   - path: Ascending ranks.
    ///   - count: How many baskets have it.
    mutating func insert(_ path: [Int32], count: Int) {
        var node: Int32 = 0
        for rank in path {
            let key = UInt64(UInt32(bitPattern: node)) << 32 | UInt64(UInt32(bitPattern: rank))
            if let child = children[key] {
                node = child
            } else {
                let child = Int32(ranks.count)
                children[key] = child
                ranks.append(rank)
                counts.append(0)
                parents.append(node)
                links.append(heads[Int(rank)])
                heads[Int(rank)] = child
                node = child
            }
            counts[Int(node)] += count
        }
    }

    /// In how many baskets a rank is.
    func count(of rank: Int) -> Int {
        var sum = 0
        var node = heads[rank]
        while node >= 0 {
            sum += counts[Int(node)]
            node = links[Int(node)]
        }
        return sum
    }

    /// The conditional pattern base of a rank: what stands before it, and how often.
    func prefixes(of rank: Int) -> [(path: [Int32], count: Int)] {
        var result: [(path: [Int32], count: Int)] = []
        var node = heads[rank]
        while node >= 0 {
            var path: [Int32] = []
            var above = parents[Int(node)]
            while above > 0 {
                path.append(ranks[Int(above)])
                above = parents[Int(above)]
            }
            if !path.isEmpty { result.append((path.reversed(), counts[Int(node)])) }
            node = links[Int(node)]
        }
        return result
    }
}
