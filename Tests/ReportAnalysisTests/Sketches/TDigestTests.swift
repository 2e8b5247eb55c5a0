import MeshCore
import Testing

@testable import ReportAnalysis

@Suite("Quantiles")
struct TDigestTests {
    /// Shapes that numbers come in.
    enum Shape: CaseIterable {
        case even, skewed, ascending, fewValues

        func numbers(_ count: Int, seed: UInt64) -> [Double] {
            var random = SplitMix64(seed: seed)
            return (0..<count).map { index in
                let unit = random.unit()
                return switch self {
                case .even: unit
                case .skewed: 1 / (1 - unit)
                case .ascending: Double(index)
                case .fewValues: Double(random.below(5))
                }
            }
        }
    }

    @Test("The rank of an answer errs by no more than a centroid's weight", arguments: Shape.allCases)
    func rankError(shape: Shape) throws {
        for seed in 1...10 as ClosedRange<UInt64> {
            let numbers = shape.numbers(20_000, seed: seed)
            var digest = TDigest()
            for number in numbers { digest.insert(number) }
            try check(digest, against: numbers.sorted())
        }
    }

    @Test("Digests of parts merge to one of the whole, within the same bound", arguments: Shape.allCases)
    func merging(shape: Shape) throws {
        let numbers = shape.numbers(30_000, seed: 4)
        var whole = TDigest()
        for start in stride(from: 0, to: numbers.count, by: 1000) {
            var part = TDigest()
            for number in numbers[start..<(start + 1000)] { part.insert(number) }
            whole.merge(part)
        }
        #expect(whole.count == 30_000)
        try check(whole, against: numbers.sorted())
    }

    private func check(_ digest: TDigest, against sorted: [Double]) throws {
        let count = Double(sorted.count)
        for share in [0.001, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999] {
            let answer = try #require(digest.quantile(share))
            let below = Double(sorted.count { $0 < answer })
            let notAbove = Double(sorted.count { $0 <= answer })
            let bound = 4 * share * (1 - share) / digest.compression * count + 2
            let rank = share * count
            #expect(
                below - bound <= rank && rank <= notAbove + bound, "\(share): \(answer) is of rank \(below)…\(notAbove)"
            )
        }
        #expect(digest.quantile(0) == sorted.first)
        #expect(digest.quantile(1) == sorted.last)
    }

    @Test("Its size does not grow with what it takes")
    func size() {
        var random = SplitMix64(seed: 2)
        var digest = TDigest()
        for _ in 0..<300_000 { digest.insert(random.unit()) }
        digest.compress()
        #expect(digest.centroids.count < 700)
    }

    @Test("None, one and two numbers")
    func few() {
        var digest = TDigest()
        #expect(digest.quantile(0.5) == nil)
        digest.insert(.nan)
        #expect(digest.quantile(0.5) == nil)
        digest.insert(7)
        #expect(digest.quantile(0.5) == 7 && digest.quantile(1) == 7)
        digest.insert(9)
        #expect(digest.quantile(0.5) == 8)
    }

    @Test("It is read again as it was written")
    func bytes() throws {
        var digest = TDigest()
        for number in Shape.skewed.numbers(5000, seed: 1) { digest.insert(number) }
        digest.compress()
        var writer = PackedWriter()
        digest.write(to: &writer)
        var reader = PackedReader(writer.bytes)
        #expect(try TDigest(from: &reader) == digest)
        var broken = PackedReader(writer.bytes.dropLast(3))
        #expect(throws: PackedError.self) { try TDigest(from: &broken) }
    }
}
