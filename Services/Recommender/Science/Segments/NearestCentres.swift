/// Which centre each row is nearest to, kept while centres move: a row is looked at again only where bounds by the triangle inequality do not
/// say already that it stays (Hamerly, "Making k-means even faster", SIAM Data Mining 2010). The answer is the same as without them.
struct NearestCentres {
    /// The nearest centre of each row; the first one of several that are equally near.
    private(set) var labels: [Int]
    private(set) var centres: [[Double]]
    /// A row is no farther than that from its own centre.
    private var farthest: [Double]
    /// And no nearer than that to any other.
    private var nearest: [Double]

    /// Bounds are sums of rounded numbers: what is closer to them than this share is looked at.
    private static let margin = 1 - 1e-9

    init(_ table: FeatureTable, _ centres: [[Double]]) {
        self.centres = centres
        labels = [Int](repeating: 0, count: table.rowCount)
        farthest = [Double](repeating: 0, count: table.rowCount)
        nearest = farthest
        for row in labels.indices { look(at: row, table) }
    }

    /// Moves the centres.
    ///
    /// - Returns: Whether a row is nearest to another one now.
    mutating func move(to next: [[Double]], _ table: FeatureTable) -> Bool {
        let shifts = zip(centres, next).map { Self.square($0, $1).squareRoot() }
        centres = next
        let most = shifts.indices.max { shifts[$0] < shifts[$1] } ?? 0
        let others = shifts.indices.filter { $0 != most }.map { shifts[$0] }.max() ?? 0
        let gaps = halfGaps()
        var hasChanged = false
        for row in labels.indices {
            let label = labels[row]
            farthest[row] += shifts[label]
            nearest[row] -= label == most ? others : shifts[most]
            let bound = max(nearest[row], gaps[label]) * Self.margin
            if farthest[row] < bound { continue }
            farthest[row] = table.distance(row, to: next[label]).squareRoot()
            if farthest[row] < bound { continue }
            look(at: row, table)
            if labels[row] != label { hasChanged = true }
        }
        return hasChanged
    }

    /// The squares of the rows' distances from their centres.
    func distances(_ table: FeatureTable) -> [Double] {
        labels.indices.map { table.distance($0, to: centres[labels[$0]]) }
    }

    private mutating func look(at row: Int, _ table: FeatureTable) {
        var (label, best, second) = (0, Double.infinity, Double.infinity)
        for (cluster, centre) in centres.enumerated() {
            let distance = table.distance(row, to: centre)
            if distance < best {
                (label, best, second) = (cluster, distance, best)
            } else if distance < second {
                second = distance
            }
        }
        labels[row] = label
        farthest[row] = best.squareRoot()
        nearest[row] = second.squareRoot()
    }

    /// Of each centre, half of how far the next other one is: what is nearer than that is its own.
    private func halfGaps() -> [Double] {
        var squares = [Double](repeating: .infinity, count: centres.count)
        for one in centres.indices {
            for other in 0..<one {
                let square = Self.square(centres[one], centres[other])
                squares[one] = min(squares[one], square)
                squares[other] = min(squares[other], square)
            }
        }
        return squares.map { $0.squareRoot() / 2 }
    }

    private static func square(_ one: [Double], _ other: [Double]) -> Double {
        zip(one, other).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    }
}
