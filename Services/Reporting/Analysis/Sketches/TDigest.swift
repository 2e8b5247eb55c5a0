/// The distribution of many numbers in a few hundred centroids: quantiles, closest at the ends.
///
/// A centroid may weigh at most 4·n·q(1−q)/compression where q is the share of numbers below its middle (Dunning and
/// Ertl, "Computing Extremely Accurate Quantiles Using t-Digests", 2019, the bound of the original digest): single numbers
/// at the ends, wide ones in the middle. So the rank of an answer errs by at most a centroid's weight, 4·q(1−q)/compression of
/// all. New numbers wait in a buffer and are merged in one sorted pass.
///
/// The same numbers in the same order give the same digest; other orders give one within the bound.
package struct TDigest: Hashable, Sendable {
    package let compression: Double
    private(set) var centroids: [Centroid] = []
    private var waiting: [Centroid] = []
    package private(set) var least = Double.infinity
    package private(set) var greatest = -Double.infinity

    /// Numbers that are near each other, as one.
    struct Centroid: Hashable, Sendable {
        var mean: Double
        var weight: Double
    }

    /// - Parameter compression: The greater, the closer and the larger; 100 keeps the median within 1 % of the ranks.
    package init(compression: Double = 100) {
        self.compression = compression
    }

    /// How many numbers were inserted.
    package var count: Double {
        (centroids + waiting).reduce(0) { $0 + $1.weight }
    }

    /// Takes a number; one that is not finite is none.
    package mutating func insert(_ number: Double) {
        guard number.isFinite else { return }
        least = min(least, number)
        greatest = max(greatest, number)
        waiting.append(Centroid(mean: number, weight: 1))
        if waiting.count >= Self.waitingLimit { compress() }
    }

    /// Takes what another digest has taken.
    package mutating func merge(_ other: TDigest) {
        least = min(least, other.least)
        greatest = max(greatest, other.greatest)
        waiting += other.centroids + other.waiting
        compress()
    }

    /// The number that a share of all are not greater than; nil when there are none.
    ///
    /// - Parameter share: 0 for the least, 0.5 for the median, 1 for the greatest.
    package func quantile(_ share: Double) -> Double? {
        var digest = self
        digest.compress()
        return digest.compressedQuantile(min(max(share, 0), 1))
    }

    mutating func compress() {
        guard !waiting.isEmpty else { return }
        // Equal means keep their order of arrival, so that a digest is the same wherever it is made.
        let sorted = (centroids + waiting).sorted { $0.mean < $1.mean }
        waiting = []
        let total = sorted.reduce(0) { $0 + $1.weight }
        var result: [Centroid] = []
        var current = sorted[0]
        var before = 0.0
        for next in sorted.dropFirst() {
            let weight = current.weight + next.weight
            let middle = (before + weight / 2) / total
            if weight <= 4 * total * middle * (1 - middle) / compression {
                current.mean += (next.mean - current.mean) * next.weight / weight
                current.weight = weight
            } else {
                result.append(current)
                before += current.weight
                current = next
            }
        }
        centroids = result + [current]
    }

    private func compressedQuantile(_ share: Double) -> Double? {
        guard let first = centroids.first, let last = centroids.last else { return nil }
        let target = share * centroids.reduce(0) { $0 + $1.weight }
        var before = 0.0
        var left = (rank: 0.0, mean: least)
        for centroid in centroids {
            let right = (rank: before + centroid.weight / 2, mean: centroid.mean)
            if target <= right.rank { return Self.between(left, right, at: target) }
            before += centroid.weight
            left = right
        }
        return centroids.count == 1 && first.weight == 1
            ? last.mean : Self.between(left, (rank: before, mean: greatest), at: target)
    }

    private static func between(
        _ left: (rank: Double, mean: Double), _ right: (rank: Double, mean: Double), at target: Double
    ) -> Double {
        guard right.rank > left.rank else { return right.mean }
        return left.mean + (right.mean - left.mean) * (target - left.rank) / (right.rank - left.rank)
    }

    private static let waitingLimit = 512
}

extension TDigest {
    /// Appends the digest, compressed.
    package func write(to writer: inout PackedWriter) {
        var digest = self
        digest.compress()
        writer.double(compression)
        writer.double(least)
        writer.double(greatest)
        writer.count(digest.centroids.count)
        for centroid in digest.centroids {
            writer.double(centroid.mean)
            writer.number(UInt64(centroid.weight))
        }
    }

    /// Reads a digest.
    ///
    /// - Throws: ``PackedError`` when the bytes are none that ``write(to:)`` writes.
    package init(from reader: inout PackedReader) throws(PackedError) {
        self.init(compression: try reader.double())
        least = try reader.double()
        greatest = try reader.double()
        guard compression.isFinite, compression >= 1 else { throw .malformed("a digest's compression") }
        for _ in 0..<(try reader.count(bitsEach: 72)) {
            let mean = try reader.double()
            let weight = try reader.number()
            guard mean >= centroids.last?.mean ?? least, mean <= greatest, (1..<(1 << 53)).contains(weight) else {
                throw .malformed("a digest's centroid")
            }
            centroids.append(Centroid(mean: mean, weight: Double(weight)))
        }
    }
}
