import MeshCore

/// How well rows lie in their clusters: the mean of (b − a) / max(a, b), where a is a row's mean distance from the others of its
/// cluster and b that from those of the nearest other one; 0 for a cluster of one row (Rousseeuw, "Silhouettes", Journal of
/// Computational and Applied Mathematics 20, 1987).
package enum Silhouette {
    /// Of all rows; the time is the square of their number.
    ///
    /// - Parameter labels: The cluster of each row, 0 and up.
    package static func mean(_ table: FeatureTable, labels: [Int]) -> Double {
        let clusterCount = (labels.max() ?? 0) + 1
        var counts = [Int](repeating: 0, count: clusterCount)
        for label in labels { counts[label] += 1 }
        guard counts.count(where: { $0 > 0 }) > 1 else { return 0 }
        // The distances of each row from all others of a cluster, added up: each pair is measured once.
        var sums = [Double](repeating: 0, count: labels.count * clusterCount)
        for row in labels.indices {
            let point = Array(table.row(row))
            for other in 0..<row {
                let distance = table.distance(other, to: point).squareRoot()
                sums[row * clusterCount + labels[other]] += distance
                sums[other * clusterCount + labels[row]] += distance
            }
        }
        var whole = 0.0
        for row in labels.indices where counts[labels[row]] > 1 {
            let start = row * clusterCount
            let own = sums[start + labels[row]] / Double(counts[labels[row]] - 1)
            let nearest =
                counts.indices.filter { $0 != labels[row] && counts[$0] > 0 }
                .map { sums[start + $0] / Double(counts[$0]) }.min() ?? 0
            let greatest = max(own, nearest)
            if greatest > 0 { whole += (nearest - own) / greatest }
        }
        return whole / Double(max(1, labels.count))
    }

    /// Of so many rows at most, drawn from a seed.
    static func mean(_ table: FeatureTable, labels: [Int], sampleSize: Int, seed: UInt64) -> Double {
        guard labels.count > sampleSize else { return mean(table, labels: labels) }
        var random = SplitMix64(seed: seed)
        var rows = Array(labels.indices)
        for place in 0..<sampleSize { rows.swapAt(place, place + random.below(rows.count - place)) }
        let sample = rows.prefix(sampleSize)
        return mean(table.rows(sample), labels: sample.map { labels[$0] })
    }
}
