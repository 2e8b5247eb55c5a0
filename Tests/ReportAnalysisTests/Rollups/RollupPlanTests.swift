import MeshCore
import MeshTestKit
import ReportReference
import Testing

@testable import ReportAnalysis

@Suite("Rollups")
struct RollupPlanTests {
    private static let sets = [
        RollupSet([]), RollupSet([.source]), RollupSet([.source, .device]), RollupSet([.page]), RollupSet([.goal]),
        RollupSet([.hostname, .device]),
    ]

    /// Rollups of all sets, as a store would keep them.
    private struct Store {
        let book: TrafficBook
        let sealed: Timestamp
        var grains: [CalendarGrain]
        private var kept: [RollupSet: [CalendarGrain: [Timestamp: ReportGroups]]] = [:]

        init(_ book: TrafficBook, over range: Range<Timestamp>, sealed: Timestamp, grains: [CalendarGrain]) throws {
            self.book = book
            self.sealed = sealed
            self.grains = grains
            let days = try CalendarBuckets(of: range, by: .day, in: book.calendar).starts.dropFirst()
            for set in RollupPlanTests.sets {
                for grain in grains {
                    for (first, next) in zip(days, days.dropFirst()) { try fill(set, grain, first..<next) }
                }
            }
        }

        private mutating func fill(_ set: RollupSet, _ grain: CalendarGrain, _ range: Range<Timestamp>) throws {
            let scan = try set.filling(range, by: grain, in: book.calendar)
            for (key, cell) in try book.groups(for: scan).cells {
                guard let start = scan.buckets?.starts[key.bucket] else { continue }
                var writer = PackedWriter()
                cell.write(to: &writer)
                var reader = PackedReader(writer.bytes)
                kept[set, default: [:]][grain, default: [:]][start, default: ReportGroups()]
                    .merge(try ReportCell(from: &reader), under: GroupKey(values: key.values))
            }
        }

        /// The groups of a scan from rollups, with edges scanned; nil when no set answers it.
        func groups(for scan: ReportScan, grain: CalendarGrain?) throws -> (ReportGroups, RollupPlan)? {
            guard let set = RollupSet.best(for: scan, among: RollupPlanTests.sets) else { return nil }
            let plan = RollupPlan(scan, from: set, grains: grains, grain: grain, in: book.calendar, sealed: sealed)
            var groups = GatheredGroups()
            for edge in plan.edgeScans { groups.add(try book.groups(for: edge)) }
            for piece in plan.pieces {
                for (start, rollup) in kept[set]?[piece.grain] ?? [:] where piece.range.contains(start) {
                    plan.add(rollup, from: start, to: &groups)
                }
            }
            return (groups.groups, plan)
        }
    }

    @Test(
        "What rollups and scanned edges make up is what a scan of all finds",
        arguments: QueryEvaluationTests.places.indices)
    func sameAsScan(place: Int) throws {
        let (zone, from) = QueryEvaluationTests.places[place]
        let start = try #require(Timestamp(from))
        let book = try TrafficBook(seed: UInt64(place + 50), zone: zone, from: start)
        let all = (start - .seconds(2 * 86_400))..<(start + .seconds(6 * 86_400))
        let store = try Store(
            book, over: all, sealed: start + .seconds(3 * 86_400 + 4000), grains: [.minute, .hour, .day])
        let first = Int(start.secondsSince1970 / 86_400)
        let days = (first...(first + 4)).map(SiteCalendar.text)
        var questions = RandomQuery(random: SplitMix64(seed: UInt64(place)))
        var planned = 0
        for _ in 0..<400 {
            let json = questions.json(days: days)
            guard let query = try? ReportQuery(json: json) else { continue }
            let evaluation = try QueryEvaluation(query, at: start, in: book.calendar, firstDay: 0)
            let grain = query.grain(for: evaluation.range)
            for scan in evaluation.scans {
                guard let (groups, plan) = try store.groups(for: scan, grain: grain) else { continue }
                planned += plan.pieces.isEmpty ? 0 : 1
                let scanned = try book.groups(for: scan)
                let keys = Set(scanned.cells.filter { !$0.value.isEmpty(for: scan.needs) }.keys)
                #expect(keys == Set(groups.cells.filter { !$0.value.isEmpty(for: scan.needs) }.keys), "\(json)")
                for key in keys {
                    let (left, right) = (groups.cells[key], scanned.cells[key])
                    for metric in query.metrics where metric.needs.isSubset(of: scan.needs) {
                        #expect(left?.value(of: metric) == right?.value(of: metric), "\(metric) \(key) for \(json)")
                    }
                }
            }
        }
        #expect(planned >= 5)
    }

    @Test("A plan takes days, then hours, then minutes, and scans what is left and what is not sealed")
    func pieces() throws {
        let calendar = SiteCalendar(zone: try ZoneFiles.rules("Asia/Kolkata"))
        func moment(_ text: String) throws -> Timestamp { try #require(Timestamp(text)) }
        let range = try moment("2026-06-01T17:29:30Z")..<moment("2026-06-04T20:45:10Z")
        let plan = RollupPlan(
            ReportScan(range: range), from: RollupSet([]), grains: [.minute, .hour, .day], grain: nil, in: calendar,
            sealed: try moment("2026-06-04T20:31:00Z"))
        let pieces = plan.pieces.map { "\($0.grain) \($0.range.lowerBound)…\($0.range.upperBound)" }
        #expect(
            pieces == [
                "hour 2026-06-01T17:30:00.000Z…2026-06-01T18:30:00.000Z",
                "day 2026-06-01T18:30:00.000Z…2026-06-04T18:30:00.000Z",
                "hour 2026-06-04T18:30:00.000Z…2026-06-04T20:30:00.000Z",
                "minute 2026-06-04T20:30:00.000Z…2026-06-04T20:31:00.000Z",
            ])
        #expect(
            plan.edges == [
                try moment("2026-06-01T17:29:30Z")..<moment("2026-06-01T17:30:00Z"),
                try moment("2026-06-04T20:31:00Z")..<moment("2026-06-04T20:45:10Z"),
            ])
    }

    @Test("Weeks are taken up to where they are gathered, days behind it, and no weeks where days are told apart")
    func weeks() throws {
        let calendar = SiteCalendar(zone: .utc)
        func day(_ day: Int) throws -> Timestamp {
            try #require(Timestamp("2026-06-\(day < 10 ? "0" : "")\(day)T00:00:00Z"))
        }
        func pieces(
            _ range: Range<Timestamp>, gathered: Timestamp?, by grain: CalendarGrain? = nil
        ) throws -> [String] {
            let buckets = try grain.map { try CalendarBuckets(of: range, by: $0, in: calendar) }
            return RollupPlan(
                ReportScan(range: range, buckets: buckets, dimensions: [.page]), from: RollupSet([.page]),
                grains: [.week, .day], grain: grain, in: calendar, sealed: try day(27), gathered: gathered
            ).pieces.map { piece in
                let (first, end) = (piece.range.lowerBound.description, piece.range.upperBound.description)
                return "\(piece.grain) \(first.prefix(10))…\(end.prefix(10))"
            }
        }
        // 2026-06-01 is a Monday.
        let range = try day(3)..<day(26)
        #expect(
            try pieces(range, gathered: day(22)) == [
                "day 2026-06-03…2026-06-08", "week 2026-06-08…2026-06-22", "day 2026-06-22…2026-06-26",
            ])
        #expect(
            try pieces(range, gathered: day(15)) == [
                "day 2026-06-03…2026-06-08", "week 2026-06-08…2026-06-15", "day 2026-06-15…2026-06-26",
            ])
        #expect(try pieces(range, gathered: nil) == ["day 2026-06-03…2026-06-26"])
        #expect(try pieces(range, gathered: day(1)) == ["day 2026-06-03…2026-06-26"])
        #expect(try pieces(range, gathered: day(22), by: .day) == ["day 2026-06-03…2026-06-26"])
        #expect(try pieces(day(9)..<day(12), gathered: day(22)) == ["day 2026-06-09…2026-06-12"])
    }

    @Test("A set answers what its groups can be made into, and nothing that would count a visit twice")
    func answers() throws {
        let range = Timestamp(milliseconds: 0)..<Timestamp(milliseconds: 1)
        let mobile = try #require(FilterTest(.device, .equals, ["mobile"]))
        let page = try #require(FilterTest(.page, .equals, ["/"]))
        func answers(_ set: [Dimension], _ dimensions: [Dimension], _ filter: ReportFilter?) -> Bool {
            RollupSet(set).answers(ReportScan(range: range, dimensions: dimensions, filter: filter))
        }
        #expect(answers([.source, .device], [.source], .all([.test(mobile)])))
        #expect(!answers([.source], [.source], .test(mobile)))
        #expect(!answers([.page], [], nil))
        #expect(answers([.page, .device], [.page], .not(.test(mobile))))
        #expect(!answers([.page], [.page], .test(page)))
        #expect(!answers([.device], [], .hasDone(.test(mobile))))
    }
}
