import MeshCore
import Testing

@testable import ReportAnalysis

@Suite("Distinct counts")
struct HyperLogLogTests {
    /// Different numbers that a seed gives.
    private func items(_ count: Int, seed: UInt64) -> [UInt64] {
        var random = SplitMix64(seed: seed)
        return (0..<count).map { _ in random.next() }
    }

    private func sketch(of items: some Sequence<UInt64>, precision: Int) -> HyperLogLog {
        var sketch = HyperLogLog(precision: precision)
        for item in items { sketch.insert(item) }
        return sketch
    }

    @Test(
        "The error over many seeds is what theory says: 1.04/√m, without bias",
        arguments: [(8, 100), (8, 3000), (10, 2000), (10, 20_000), (12, 10_000), (12, 60_000)])
    func error(precision: Int, count: Int) {
        let rounds = 150
        var squares = 0.0
        var sum = 0.0
        for seed in 1...rounds {
            let sketch = sketch(of: items(count, seed: UInt64(seed)), precision: precision)
            let error = (sketch.estimate - Double(count)) / Double(count)
            squares += error * error
            sum += error
        }
        let theory = 1.04 / Double(1 << precision).squareRoot()
        // The sample's own error: a root of 150 squares is within a fifth of the truth in all but one of a thousand tries.
        #expect((squares / Double(rounds)).squareRoot() < theory * 1.2)
        #expect(abs(sum / Double(rounds)) < 4 * theory / Double(rounds).squareRoot())
    }

    @Test("Things that are numbered one after another are counted as well as random ones")
    func consecutive() {
        let sketch = sketch(of: 1...200_000, precision: 14)
        #expect(abs(sketch.estimate - 200_000) < 200_000 * 4 * sketch.standardError)
    }

    @Test("While it is sparse it is close to exact", arguments: [0, 1, 10, 1000, 3000])
    func sparse(count: Int) {
        let sketch = sketch(of: items(count, seed: 5), precision: 14)
        #expect(abs(sketch.estimate - Double(count)) <= 1)
    }

    @Test("The order, repetition and merges do not change it", arguments: [10, 500, 3000, 3100, 20_000])
    func union(count: Int) {
        let all = items(count, seed: 3)
        let whole = sketch(of: all, precision: 14)
        var merged = sketch(of: all.prefix(count / 3).reversed(), precision: 14)
        merged.merge(sketch(of: all.suffix(count - count / 4), precision: 14))
        #expect(merged == whole)
        var other = sketch(of: all.suffix(count - count / 4), precision: 14)
        other.merge(sketch(of: all.prefix(count / 3), precision: 14))
        #expect(other == whole)
    }

    @Test("It is read again as it was written", arguments: [(0, 14), (100, 14), (50_000, 14), (900, 4), (5000, 18)])
    func bytes(count: Int, precision: Int) throws {
        let sketch = sketch(of: items(count, seed: 8), precision: precision)
        var writer = PackedWriter()
        sketch.write(to: &writer)
        var reader = PackedReader(writer.bytes)
        #expect(try HyperLogLog(from: &reader) == sketch)
        #expect(reader.remaining == 0)
    }

    @Test("The written form is fixed")
    func stableBytes() {
        var writer = PackedWriter()
        sketch(of: [1, 2, 3], precision: 14).write(to: &writer)
        #expect(writer.bytes == [14, 0, 3, 193, 148, 150, 116, 128, 153, 254, 207, 3, 128, 136, 156, 25])
    }

    @Test("Broken bytes are refused or read as some sketch, never trusted")
    func brokenBytes() {
        var random = SplitMix64(seed: 1)
        for count in [20, 5000] {
            var count1 = DistinctCount(accuracy: .init(exactLimit: 100, precision: 8))
            for item in items(count, seed: 2) { count1.insert(item) }
            var writer = PackedWriter()
            count1.write(to: &writer)
            for _ in 0..<2000 {
                var bytes = writer.bytes
                for _ in 0..<(1 + random.below(3)) { bytes[random.below(bytes.count)] = UInt8(random.below(256)) }
                var reader = PackedReader(bytes.prefix(random.below(bytes.count + 1)))
                if let read = try? DistinctCount(from: &reader) { _ = read.count }
            }
        }
    }

    @Test("A count is exact up to its limit, then a sketch, and says which", arguments: [99, 100, 101, 5000])
    func threshold(count: Int) {
        let accuracy = DistinctCount.Accuracy(exactLimit: 100, precision: 12)
        let all = items(count, seed: 9)
        var single = DistinctCount(accuracy: accuracy)
        for item in all + all { single.insert(item) }
        #expect(single.isExact == (count <= 100))
        if count <= 100 { #expect(single.count == count) }
        #expect(abs(Double(single.count - count)) <= 4 * 1.04 / 64 * Double(count))

        var bulk = DistinctCount(accuracy: accuracy)
        bulk.insert(ascending: all.prefix(count / 2).sorted())
        var rest = DistinctCount(accuracy: accuracy)
        rest.insert(ascending: all.suffix(count - count / 4).sorted())
        bulk.merge(rest)
        #expect(bulk == single)
        rest.merge(bulk)
        #expect(rest == single)
    }
}
