import MeshCore

/// Rows in groups around centres: k-means (Lloyd, "Least Squares Quantization in PCM", 1957/1982), from centres by k-means++ (Arthur
/// and Vassilvitskii, "k-means++: The Advantages of Careful Seeding", SODA 2007).
package struct KMeans: Hashable, Sendable {
    /// The centres, by clusters.
    package let centres: [[Double]]
    /// The cluster of each row.
    package let labels: [Int]
    /// The sum of the squared distances of rows from their centres.
    package let inertia: Double
    /// How many rounds there were.
    package let roundCount: Int

    /// The best of several seedings.
    ///
    /// - Parameters:
    ///   - clusterCount: k, at least 1 and at most as many as rows.
    ///   - seedingCount: How many times centres are chosen.
    ///   - roundLimit: When rounds end where rows still change their clusters.
    ///   - seed: The same one chooses the same centres.
    /// - Throws: ``ScienceError``.
    package init(
        _ table: FeatureTable, clusterCount: Int, seedingCount: Int = 10, roundLimit: Int = 300, seed: UInt64 = 42
    ) throws(ScienceError) {
        guard clusterCount > 0 else { throw .invalidSetting(name: "clusters", reason: "must be at least 1") }
        guard seedingCount > 0 else { throw .invalidSetting(name: "seedings", reason: "must be at least 1") }
        guard table.rowCount >= clusterCount else {
            throw .tooLittle(of: "rows", count: table.rowCount, needed: clusterCount)
        }
        let starts = Self.seedings(table, clusterCount: clusterCount, count: seedingCount, seed: seed)
        self = try KMeans(table, fromBestOf: starts, roundLimit: roundLimit)
    }

    /// From whichever of several choices of centres ends with the least inertia.
    ///
    /// - Parameter starts: At least one.
    /// - Throws: ``ScienceError``.
    init(
        _ table: FeatureTable, fromBestOf starts: [[[Double]]], roundLimit: Int = 300
    ) throws(ScienceError) {
        var best: KMeans?
        for start in starts {
            let found = try KMeans(table, from: start, roundLimit: roundLimit)
            if best.map({ found.inertia < $0.inertia }) ?? true { best = found }
        }
        guard let best else { throw .invalidSetting(name: "seedings", reason: "must be at least 1") }
        self = best
    }

    /// From given centres. A cluster that nothing is nearest to takes the row farthest from its own centre.
    ///
    /// - Throws: ``ScienceError``.
    package init(
        _ table: FeatureTable, from start: [[Double]], roundLimit: Int = 300
    ) throws(ScienceError) {
        try table.requireFinite()
        guard roundLimit > 0 else { throw .invalidSetting(name: "rounds", reason: "must be at least 1") }
        guard !start.isEmpty, start.allSatisfy({ $0.count == table.columnCount }) else {
            throw .invalidSetting(name: "centres", reason: "must have a number for each column")
        }
        guard table.rowCount >= start.count else {
            throw .tooLittle(of: "rows", count: table.rowCount, needed: start.count)
        }
        var nearest = NearestCentres(table, start)
        var roundCount = 0
        while roundCount < roundLimit {
            roundCount += 1
            if !nearest.move(to: Self.means(table, nearest), table) { break }
        }
        centres = nearest.centres
        self.roundCount = roundCount
        labels = nearest.labels
        inertia = nearest.distances(table).reduce(0, +)
    }

    /// The cluster whose centre is nearest to a point.
    package func cluster(of point: [Double]) -> Int {
        let table = FeatureTable(columnNames: point.indices.map { "\($0)" }, rows: [point])
        return centres.indices.min { table.distance(0, to: centres[$0]) < table.distance(0, to: centres[$1]) } ?? 0
    }

    private static func means(_ table: FeatureTable, _ nearest: NearestCentres) -> [[Double]] {
        var labels = nearest.labels
        var counts = [Int](repeating: 0, count: nearest.centres.count)
        for label in labels { counts[label] += 1 }
        if counts.contains(0) {
            let distances = nearest.distances(table)
            var far = labels.indices.sorted { distances[$0] > distances[$1] }[...]
            for cluster in counts.indices where counts[cluster] == 0 {
                // A row that is alone in its cluster stays there.
                guard let row = far.first(where: { counts[labels[$0]] > 1 }) else { break }
                far = far.drop { $0 != row }.dropFirst()
                counts[labels[row]] -= 1
                counts[cluster] = 1
                labels[row] = cluster
            }
        }
        var sums = [[Double]](repeating: [Double](repeating: 0, count: table.columnCount), count: counts.count)
        for (row, label) in labels.enumerated() {
            for (column, value) in table.row(row).enumerated() { sums[label][column] += value }
        }
        return zip(sums, counts).map { sum, count in sum.map { $0 / Double(max(1, count)) } }
    }

    /// Several choices of centres. The first k centres of each are a choice of k: a search for the best number of clusters needs them once.
    ///
    /// - Parameters:
    ///   - clusterCount: At most as many as rows.
    ///   - count: How many times centres are chosen.
    static func seedings(
        _ table: FeatureTable, clusterCount: Int, count: Int, seed: UInt64
    ) -> [[[Double]]] {
        var random = SplitMix64(seed: seed)
        return (0..<count).map { _ in seeding(table, clusterCount: clusterCount, random: &random) }
    }

    /// k-means++ with several candidates for each centre, of which the best stays (section 5 of the paper).
    private static func seeding(
        _ table: FeatureTable, clusterCount: Int, random: inout SplitMix64
    ) -> [[Double]] {
        var centres = [Array(table.row(random.below(table.rowCount)))]
        var distances = (0..<table.rowCount).map { table.distance($0, to: centres[0]) }
        var candidateCount = 2
        while 1 << (candidateCount - 2) < clusterCount { candidateCount += 1 }
        while centres.count < clusterCount {
            let whole = distances.reduce(0, +)
            var best: (distances: [Double], row: Int, sum: Double)?
            for _ in 0..<candidateCount {
                let row = Self.draw(distances, sum: whole, random: &random)
                let centre = Array(table.row(row))
                let next = distances.indices.map { min(distances[$0], table.distance($0, to: centre)) }
                let sum = next.reduce(0, +)
                if best.map({ sum < $0.sum }) ?? true { best = (next, row, sum) }
            }
            guard let best else { break }
            centres.append(Array(table.row(best.row)))
            distances = best.distances
        }
        return centres
    }

    /// A row, as often as its share of the sum; any when all are 0.
    private static func draw(_ weights: [Double], sum: Double, random: inout SplitMix64) -> Int {
        guard sum > 0 else { return random.below(weights.count) }
        var rest = random.unit() * sum
        for (row, weight) in weights.enumerated() where weight > 0 {
            rest -= weight
            if rest < 0 { return row }
        }
        return weights.lastIndex { $0 > 0 } ?? 0
    }
}
