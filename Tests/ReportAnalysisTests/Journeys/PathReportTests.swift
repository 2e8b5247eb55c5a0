import MeshCore
import ReportReference
import Testing

@testable import ReportAnalysis

@Suite("Paths")
struct PathReportTests {
    private static let start = Timestamp(milliseconds: 1_780_000_000_000)

    private func segment(_ visits: [[String]]) -> VisitSegment {
        VisitSegment(
            visits: visits.enumerated().map { visitor, pages in
                Visit(
                    events: pages.enumerated().map { index, page in
                        let time = Self.start + .seconds(index)
                        return ReportEvent(
                            id: UInt64(index), visitor: UInt64(visitor), time: time, received: time,
                            kind: page == "-" ? .action : .pageview, values: page == "-" ? [:] : [.page: page])
                    })
            })
    }

    private func paths(
        _ visits: [[String]], anchor: String?, _ direction: PathDefinition.Direction
    ) throws -> PathReport {
        let definition = try #require(
            PathDefinition(
                anchor: anchor, direction: direction, length: 3, range: Self.start..<(Self.start + .seconds(1))))
        return PathReport(definition, over: [segment(visits)])
    }

    private let visits = [["a", "b", "b", "c", "d"], ["a", "b", "c"], ["x", "-", "a", "-", "b"], ["x"]]

    @Test("Paths go on from where visits begin, pages seen again at once counted once")
    func entries() throws {
        let report = try paths(visits, anchor: nil, .next)
        #expect(report.visitCount == 4)
        #expect(report.paths.map { "\($0.pages.joined()) \($0.count)" } == ["abc 2", "x 1", "xab 1"])
        let steps = report.steps.map { "\($0.place)\($0.from)\($0.to) \($0.count)" }
        #expect(steps == ["0ab 2", "0xa 1", "1bc 2", "1ab 1"])
    }

    @Test("Paths go on from a page, and back from where visits end or from a page")
    func anchors() throws {
        func words(_ report: PathReport) -> [String] { report.paths.map { "\($0.pages.joined()) \($0.count)" } }
        #expect(words(try paths(visits, anchor: "b", .next)) == ["b 1", "bc 1", "bcd 1"])
        #expect(words(try paths(visits, anchor: nil, .previous)) == ["bax 1", "cba 1", "dcb 1", "x 1"])
        #expect(words(try paths(visits, anchor: "b", .previous)) == ["ba 2", "bax 1"])
        #expect(try paths(visits, anchor: "nowhere", .next).paths.isEmpty)
    }

    @Test("Random visits take the paths that straight loops find", arguments: 1...4)
    func random(seed: Int) throws {
        let from = try #require(Timestamp("2026-06-01T00:00:00Z"))
        let book = try TrafficBook(seed: UInt64(seed), zone: "UTC", from: from)
        let range = (from + .seconds(50_000))..<(from + .seconds(300_000))
        let mobile = ReportFilter.test(try #require(FilterTest(.device, .equals, ["mobile"])))
        let definition = try #require(PathDefinition(anchor: "/blog", length: 4, range: range, filter: mobile))
        var expected: [[String]: Int] = [:]
        for visit in book.naive.visits where range.contains(visit[0].time) && visit[0].values[.device] == "mobile" {
            var pages: [String] = []
            for event in visit where event.kind == .pageview {
                if let page = event.values[.page], page != pages.last { pages.append(page) }
            }
            if let place = pages.firstIndex(of: "/blog") { expected[Array(pages[place...].prefix(4)), default: 0] += 1 }
        }
        let report = PathReport(definition, over: book.segments, limit: 1000)
        #expect(Dictionary(uniqueKeysWithValues: report.paths.map { ($0.pages, $0.count) }) == expected)
    }
}
