import MeshCore
import ReportReference
import Testing

@testable import ReportAnalysis

@Suite("Segments")
struct VisitSegmentTests {
    private func book() throws -> TrafficBook {
        try TrafficBook(seed: 5, zone: "UTC", from: try #require(Timestamp("2026-06-01T00:00:00Z")))
    }

    @Test("A segment is read again as it was written, and the same visits in any order give the same bytes")
    func bytes() throws {
        let book = try book()
        for segment in book.segments { #expect(try VisitSegment(bytes: segment.bytes) == segment) }
        let visits = book.visits.filter { $0.start < book.segments[0].base + .seconds(86_400) }
        #expect(VisitSegment(visits: visits.reversed()).bytes == VisitSegment(visits: visits).bytes)
        let empty = VisitSegment(visits: [])
        #expect(try VisitSegment(bytes: empty.bytes) == empty)
        let scan = ReportScan(
            range: Timestamp(milliseconds: -1)..<Timestamp(milliseconds: 9), dimensions: [.goal, .page])
        #expect(try empty.groups(for: scan) == ReportGroups())
    }

    @Test("A scan finds the same in the columns that it asks for as in all")
    func columns() throws {
        let book = try book()
        let first = try #require(Timestamp("2026-06-01T00:00:00Z"))
        let filter = ReportFilter.test(try #require(FilterTest(.page, .contains, ["blog"])))
        let scans = [
            ReportScan(range: first..<(first + .seconds(200_000)), dimensions: [.source], needs: .visitors),
            ReportScan(range: first..<(first + .seconds(200_000)), dimensions: [.goal, .device], filter: filter),
        ]
        for scan in scans {
            for segment in book.segments {
                let file = segment.bytes
                let prefix = file.prefix(SegmentDirectory.prefixByteCount)
                let directory = try SegmentDirectory(file.prefix(try SegmentDirectory.byteCount(of: prefix)))
                #expect(directory.visitCount == segment.visitCount && directory.eventCount == segment.eventCount)
                let columns = directory.ranges(for: scan).map { file[$0] }
                #expect(columns.reduce(0) { $0 + $1.count } < file.count)
                let part = try VisitSegment(directory, for: scan, columns: columns)
                #expect(try part.groups(for: scan) == segment.groups(for: scan))
            }
        }
    }

    @Test("Broken bytes are refused, or scanned without harm")
    func brokenBytes() throws {
        let file = try book().segments[1].bytes
        let range = Timestamp(milliseconds: 0)..<Timestamp(milliseconds: .max / 2)
        let scan = ReportScan(range: range, dimensions: [.page, .goal, .source])
        var random = SplitMix64(seed: 3)
        for length in stride(from: 0, to: file.count, by: 211) {
            #expect(throws: PackedError.self) { try VisitSegment(bytes: Array(file.prefix(length))) }
        }
        for _ in 0..<400 {
            var bytes = file
            for _ in 0..<(1 + random.below(4)) { bytes[random.below(bytes.count)] = UInt8(random.below(256)) }
            // Whatever it reads, the scan has to come back.
            if let segment = try? VisitSegment(bytes: bytes) { _ = try? segment.groups(for: scan) }
        }
    }

    @Test("Cells of parts merge to the cell of the whole")
    func merging() throws {
        let book = try book()
        let first = try #require(Timestamp("2026-06-01T00:00:00Z"))
        let range = first..<(first + .seconds(5 * 86_400))
        let whole = VisitSegment(visits: book.visits)
        for dimensions in [[], [Dimension.source], [.page, .device], [.goal]] {
            let scan = ReportScan(range: range, dimensions: dimensions, needs: ScanNeeds.all.subtracting(.numbers))
            #expect(try book.groups(for: scan) == whole.groups(for: scan))
        }
    }
}
