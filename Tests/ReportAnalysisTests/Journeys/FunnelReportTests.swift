import MeshCore
import ReportReference
import Testing

@testable import ReportAnalysis

@Suite("Funnels")
struct FunnelReportTests {
    private func page(_ page: String) throws -> ReportFilter { .test(try #require(FilterTest(.page, .equals, [page]))) }

    @Test("Visitors come as far as the best choice of their events takes them", arguments: 1...8)
    func random(seed: Int) throws {
        let from = try #require(Timestamp(seed.isMultiple(of: 2) ? "2026-03-28T00:00:00Z" : "2026-10-24T00:00:00Z"))
        let book = try TrafficBook(seed: UInt64(seed), zone: "Europe/Berlin", from: from)
        var random = SplitMix64(seed: UInt64(seed))
        let pages = ["/", "/pricing", "/blog", "/blog/1", "/cart"]
        let journeys = NaiveJourneys(book.naive.visits)
        for round in 0..<20 {
            let names = (0..<(2 + random.below(3))).map { _ in pages[random.below(pages.count)] }
            let window = Duration.seconds([60, 900, 7200, 200_000][random.below(4)])
            let range = (from + .seconds(random.below(86_400)))..<(from + .seconds(200_000 + random.below(150_000)))
            let order: FunnelDefinition.Order = round.isMultiple(of: 3) ? .strict : .loose
            let definition = try #require(
                FunnelDefinition(
                    steps: try names.map(page), window: window, order: order, range: range, breakdown: .device))
            let report = FunnelReport(definition, over: book.segments)

            var counts = [Int](repeating: 0, count: names.count)
            var groups: [String: [Int]] = [:]
            for visits in journeys.visitors {
                let events = visits.joined().filter { $0.kind != .signal && range.contains($0.time) }
                let steps = names.map { name in { (event: ReportEvent) in event.values[.page] == name } }
                let reached = NaiveJourneys.reach(events, steps, window: window, strict: order == .strict)
                for step in 0..<reached { counts[step] += 1 }
                let first = visits.first { visit in
                    visit.contains { event in events.contains(event) && steps[0](event) }
                }
                guard reached > 0, let device = first?[0].values[.device] else { continue }
                for step in 0..<reached { groups[device, default: [Int](repeating: 0, count: names.count)][step] += 1 }
            }
            #expect(report.counts == counts, "\(names) \(order) within \(window)")
            #expect(report.groups == groups, "\(names) \(order) within \(window)")
        }
    }

    @Test("The latest first step counts for the window, and an event is one step only")
    func window() throws {
        let start = try #require(Timestamp("2026-06-01T00:00:00Z"))
        func visit(_ pages: [(String, Int)]) -> Visit {
            Visit(
                events: pages.enumerated().map { index, page in
                    let time = start + .seconds(page.1)
                    return ReportEvent(
                        id: UInt64(index), visitor: 1, time: time, received: time, values: [.page: page.0])
                })
        }
        func counts(_ pages: [(String, Int)], _ steps: [String], _ order: FunnelDefinition.Order) throws -> [Int] {
            let definition = try #require(
                FunnelDefinition(
                    steps: try steps.map(page), window: .seconds(100), order: order,
                    range: start..<(start + .seconds(1000))))
            return FunnelReport(definition, over: [VisitSegment(visits: [visit(pages)])]).counts
        }
        #expect(try counts([("a", 0), ("a", 80), ("b", 150)], ["a", "b"], .loose) == [1, 1])
        #expect(try counts([("a", 0), ("b", 101)], ["a", "b"], .loose) == [1, 0])
        #expect(try counts([("a", 0), ("b", 100)], ["a", "b"], .loose) == [1, 1])
        #expect(try counts([("a", 0)], ["a", "a"], .loose) == [1, 0])
        #expect(try counts([("a", 0), ("x", 1), ("b", 2)], ["a", "b"], .strict) == [1, 0])
        #expect(try counts([("a", 0), ("x", 1), ("a", 2), ("b", 3)], ["a", "b"], .strict) == [1, 1])
    }
}
