import MeshCore
import MeshTestKit
import Testing

@testable import ReportAnalysis

@Suite("Scans slice by slice")
struct StoredSegmentScanTests {
    private let book: TrafficBook
    private let begin: Timestamp

    init() throws {
        begin = try #require(Timestamp("2026-06-01T00:00:00Z"))
        book = try TrafficBook(seed: 12, zone: "UTC", from: begin)
    }

    private static func test(
        _ dimension: Dimension, _ comparison: FilterTest.Comparison, _ text: String
    ) throws -> ReportFilter {
        .test(try #require(FilterTest(dimension, comparison, [text])))
    }

    /// A segment as a whole, row by row.
    private func plain(_ segment: VisitSegment, _ scan: ReportScan) throws -> ReportGroups {
        var scanner = try SegmentScanner(scan, over: segment)
        scanner.take()
        return scanner.groups()
    }

    @Test(
        "Slices come to what the whole does, whether counted by codes or row by row", arguments: [25, 100_000],
        [ScanNeeds.events, [.visitors, .events], [.visitors, .events, .visits]])
    func slices(size: Int, needs: ScanNeeds) throws {
        let (page, source) = (
            try Self.test(.page, .contains, "blog"), try Self.test(.source, .equals, "Google")
        )
        let filters: [ReportFilter?] = [
            nil, .all([source, page]), .all([.not(source), .hasDone(page)]), .any([source, page]),
        ]
        let all = begin..<(begin + .seconds(6 * 86_400))
        let ranges = [all, (begin + .seconds(200_000))..<(begin + .seconds(290_000))]
        let groups: [[Dimension]] = [[], [.page, .source], [.goal], [.page, .eventName]]
        var (tally, tallied, found) = (CodeTally(), 0, 0)
        for (range, dimensions) in ranges.flatMap({ range in groups.map { (range, $0) } }) {
            for (filter, isBucketed) in filters.flatMap({ [($0, false), ($0, true)] }) {
                let buckets =
                    isBucketed ? try CalendarBuckets(of: range, by: .day, in: book.calendar) : nil
                let scan = ReportScan(
                    range: range, buckets: buckets, dimensions: dimensions, filter: filter, needs: needs,
                    accuracy: DistinctCount.Accuracy(exactLimit: 8, precision: 5))
                for segment in book.segments.suffix(2) {
                    let expected = try plain(segment, scan)
                    let columns = try #require(StoredSegment.columns(for: scan, in: segment.moments))
                    let stored = try StoredSegment(SegmentBytes(all: segment.bytes), columns)
                    #expect(try stored.groups(for: scan, columns, with: &tally, sliceSize: size) == expected)
                    #expect(try segment.groups(for: scan) == expected)
                    tallied += scan.goesByCodes(in: segment.moments) ? 1 : 0
                    found += expected.cells.count
                }
            }
        }
        #expect(found > 0 && (tallied > 0) == !needs.contains(.visits))
    }

    @Test("Sums of values that few events have are not read by slices")
    func others() {
        let scan = ReportScan(range: begin..<(begin + .seconds(9)), needs: [.visitors, .revenue])
        #expect(StoredSegment.columns(for: scan, in: begin...begin) == nil)
    }

    @Test("Rows of codes are found wherever they lie", arguments: [0, 1, 63, 64, 65, 1000], [1, 2, 3, 4, 40])
    func rows(count: Int, codeCount: Int) {
        var random = SplitMix64(seed: UInt64(count + codeCount))
        let codes = (0..<count).map { _ in UInt16(random.below(random.below(2) == 0 ? 50 : 60_000)) }
        let wanted = (0..<codeCount).map { $0 * 3 } + [1 << 20]
        let expected = codes.indices.filter { wanted.contains(Int(codes[$0])) }
        var found: [Int] = []
        codes.forEachRow(of: wanted) { found.append($0) }
        #expect(found == expected)
        found = []
        codes.map { UInt8(truncatingIfNeeded: $0) }.forEachRow(of: wanted) { found.append($0) }
        #expect(found == codes.indices.filter { wanted.contains(Int(codes[$0] % 256)) })
    }
}
