import MeshCore
import MeshTestKit
import ReportReference
import Testing

@testable import ReportAnalysis

@Suite("Young visits, brought up to date as events come")
struct YoungVisitsTests {
    private func day(_ seed: Int) throws -> Timestamp {
        try #require(Timestamp(seed.isMultiple(of: 2) ? "2026-03-28T12:00:00Z" : "2026-10-24T12:00:00Z"))
    }

    /// The columns of all visits of some segments, as if laid out at once.
    private func rows(_ segments: [VisitSegment]) throws -> [String] {
        try segments.flatMap { segment in
            let sources = TextLookup(segment.column(of: .source))
            let pages = TextLookup(segment.column(of: .page))
            return try (0..<segment.visitCount).map { visit in
                let events = Int(segment.firstEvents[visit])..<Int(segment.firstEvents[visit + 1])
                let times = events.map { segment.base.milliseconds + Int64(segment.times[$0]) }
                try segment.check()
                let seen = events.map { pages[$0] ?? "-" }
                return "\(segment.visitors[visit]) \(times) \(sources[visit] ?? "-") \(seen)"
            }
        }.sorted()
    }

    @Test(
        "However events come, their visits are those of straight loops at each look",
        arguments: SessionMachineTests.rules.indices, [1, 3, 1000])
    func agree(index: Int, chunk: Int) throws {
        let rules = SessionMachineTests.rules[index]
        for seed in 1...3 {
            var traffic = Traffic(seed: UInt64(seed), from: try day(seed))
            var random = SplitMix64(seed: UInt64(seed) &* 29)
            // Nearly in order, some twice, in two partitions by visitor.
            let events = traffic.events().map(rules.held).sorted { ($0.time, $0.id) < ($1.time, $1.id) }
            let arrivals = (events + events.filter { _ in random.below(7) == 0 })
                .map { (at: $0.time + .seconds(random.below(2000)), event: $0) }.sorted { $0.at < $1.at }
            var young = YoungVisits(rules: rules, taken: [:], chunk: chunk)
            var (taken, place): ([ReportEvent], Int) = ([], 0)
            while place < arrivals.count {
                let end = min(arrivals.count, place + 1 + random.below(arrivals.count / 5))
                let come = arrivals[place..<end]
                taken += come.map(\.event)
                for partition in 0..<2 {
                    young.take(
                        EventBatch(come.map(\.event).filter { $0.visitor % 2 == UInt64(partition) }), of: partition)
                }
                // What comes later comes 2,000 s late at most.
                let watermark = come[end - 1].at - .seconds(2000)
                let found = try rows(young.segments(at: [0: watermark, 1: watermark]))
                let expected = NaiveSessions.visits(of: unique(taken), rules: rules).map(Visit.init)
                #expect(try found == rows([VisitSegment(visits: expected)]), "seed \(seed), \(end) events")
                place = end
            }
            #expect(place > 50)
        }
    }

    private func unique(_ events: [ReportEvent]) -> [ReportEvent] {
        var known = Set<String>()
        return events.filter { known.insert("\($0.visitor) \($0.id) \($0.time)").inserted }
    }

    @Test("What days have taken is not taken again, and what lies before the watermark is too late")
    func marks() throws {
        let time = Timestamp(milliseconds: 20_000 * 86_400_000)
        func event(_ id: UInt64, _ offset: Int) -> ReportEvent {
            ReportEvent(id: id, visitor: 9, time: time + .seconds(offset), received: time + .seconds(offset))
        }
        var young = YoungVisits(rules: SessionRules(), taken: [9: EventMark(time: time, id: 5)], chunk: 1)
        young.take(EventBatch([event(4, 0), event(5, 0), event(6, 0), event(7, 60)]), of: 0)
        #expect(try young.segments(at: [0: time + .seconds(50_000)]).map(\.eventCount) == [2])
        young.take(EventBatch([event(8, 90), event(9, 60_000)]), of: 0)
        #expect(try young.segments(at: [:]).map(\.eventCount) == [2, 1])
    }

    @Test("Many events are put in the order in which sorting puts them", arguments: [1, 5000, 40_000], [1, 50, 0])
    func order(count: Int, visitors: Int) {
        var random = SplitMix64(seed: UInt64(count + visitors))
        let events = (0..<count).map { place in
            CodedEvent(
                id: UInt64(random.below(3)), visitor: visitors == 0 ? random.next() : UInt64(random.below(visitors)),
                time: Timestamp(milliseconds: Int64(random.below(50))), received: Timestamp(milliseconds: Int64(place)),
                visit: 0, content: 0)
        }
        #expect(events.ordered == events.sorted(by: CodedEvent.isBefore))
    }
}
