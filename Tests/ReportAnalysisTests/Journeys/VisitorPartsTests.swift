import MeshCore
import MeshTestKit
import Testing

@testable import ReportAnalysis

@Suite("Journeys by parts of the visitors")
struct VisitorPartsTests {
    private let book: TrafficBook
    private let range: Range<Timestamp>

    init() throws {
        let from = try #require(Timestamp("2026-03-27T12:00:00Z"))
        book = try TrafficBook(seed: 31, zone: "Europe/Berlin", from: from)
        range = (from + .seconds(30_000))..<(from + .seconds(270_000))
    }

    /// All days but the last from their files, and the last as what is live.
    private func parts(_ columns: JourneyColumns, size: Int) throws -> VisitorParts {
        let stored = try book.segments.dropLast().map { try StoredSegment(SegmentBytes(all: $0.bytes), columns) }
        return try VisitorParts(stored as [any VisitorSlices] + book.segments.suffix(1), partSize: size)
    }

    private func test(
        _ dimension: Dimension, _ comparison: FilterTest.Comparison, _ text: String
    ) throws -> ReportFilter {
        .test(try #require(FilterTest(dimension, comparison, [text])))
    }

    /// Steps that are tests of one dimension, of several, of goals, and more than tests.
    private func steps() throws -> [[ReportFilter]] {
        let (home, blog) = (try test(.page, .equals, "/"), try test(.page, .contains, "blog"))
        let (goal, mobile) = (try test(.goal, .equals, "Purchase"), try test(.source, .equals, "Google"))
        return [
            [home, blog], [home, blog, goal], [.all([home]), .all([blog, mobile])], [.not(home), .hasDone(goal)],
            [blog, blog, blog], [try test(.goal, .equals, Dimension.none), home],
        ]
    }

    @Test("Funnels are those of all visitors at once", arguments: [1, 40, 100_000])
    func funnels(size: Int) throws {
        var reached = 0
        for steps in try steps() {
            for order in [FunnelDefinition.Order.loose, .strict] {
                let definition = try #require(
                    FunnelDefinition(
                        steps: steps, window: .seconds(40_000), order: order, range: range, breakdown: .source))
                let whole = FunnelReport(definition, over: book.segments)
                reached += whole.counts.last ?? 0
                #expect(try FunnelReport(definition, over: parts(definition.columns, size: size)) == whole)
            }
        }
        #expect(reached > 0)
    }

    @Test("Retention is that of all visitors at once", arguments: [1, 40, 100_000], RetentionDefinition.Grain.allCases)
    func retention(size: Int, grain: RetentionDefinition.Grain) throws {
        let births = [nil, try test(.page, .contains, "blog")]
        for (birth, kind) in zip(births, [RetentionDefinition.Kind.unbounded, .exact]) {
            let definition = try #require(
                RetentionDefinition(
                    birth: birth, comeback: birth == nil ? nil : try test(.goal, .equals, "Purchase"), grain: grain,
                    range: range, periodCount: 90, kind: kind))
            let whole = RetentionReport(
                definition, over: book.segments, in: book.calendar, watermark: range.upperBound)
            let report = try RetentionReport(
                definition, over: parts(definition.columns, size: size), in: book.calendar,
                watermark: range.upperBound)
            #expect(report == whole && whole.cohorts.contains { $0.values[0].visitors > 1 })
        }
    }

    @Test("What visits say of their periods is what their events say")
    func visitsAndEvents() throws {
        let range = (range.lowerBound - .seconds(86_400))..<range.upperBound
        let all = ReportFilter.any([try test(.page, .equals, "/"), .not(try test(.page, .equals, "/"))])
        for grain in RetentionDefinition.Grain.allCases {
            // Filters that take all keep it from going by visits.
            let byVisits = try #require(RetentionDefinition(grain: grain, range: range, periodCount: 5))
            let byEvents = try #require(
                RetentionDefinition(birth: all, comeback: all, grain: grain, range: range, periodCount: 5))
            let reports = try [byVisits, byEvents].map {
                try RetentionReport(
                    $0, over: parts($0.columns, size: 60), in: book.calendar, watermark: range.upperBound)
            }
            #expect(reports[0] == reports[1] && !reports[0].cohorts.isEmpty)
        }
    }

    @Test(
        "Visitors have one place each, wherever they lie", arguments: [0...UInt64.max, 5...5, 1_000_000...2_000_000],
        [20_000, 300])
    func places(span: ClosedRange<UInt64>, count: Int) {
        var random = SplitMix64(seed: span.upperBound)
        var table = VisitorTable()
        // What was before is forgotten.
        for limit in [count, count / 10, count] {
            table.reset(span, atMost: limit)
            var known: [UInt64: Int] = [:]
            var taken: Set<Int> = []
            for _ in 0..<limit {
                // Spread evenly, crowded together (zero among them), and beyond the span.
                let visitor = [random.next(), UInt64(random.below(3000)), span.lowerBound &+ random.next() % 4000, 0][
                    random.below(4)]
                let place = table.place(of: visitor)
                #expect((0..<table.count).contains(place) && place == known[visitor, default: place])
                if known.updateValue(place, forKey: visitor) == nil { #expect(taken.insert(place).inserted) }
            }
            #expect(known.allSatisfy { table.place(of: $0.key) == $0.value })
        }
    }

    @Test("A place that is guessed in a file is the one that halves find", arguments: [1, 3000, 20_000], [0, 40])
    func guessed(count: Int, shift: UInt64) throws {
        var random = SplitMix64(seed: UInt64(count))
        // Hashes, and visitors that are crowded together where no guess is right.
        let visitors = (0..<count).map { _ in random.next() >> (random.below(2) == 0 ? shift : 0) }
        let time = Timestamp(milliseconds: 20_000 * 86_400_000)
        let segment = VisitSegment(
            visits: visitors.map { Visit(events: [ReportEvent(id: $0, visitor: $0, time: time, received: time)]) })
        let stored = try StoredSegment(SegmentBytes(all: segment.bytes), JourneyColumns())
        for visitor in visitors.prefix(100).flatMap({ [$0, $0 &+ 1, $0 &- 1] }) + [0, .max] {
            #expect(try stored.place(of: visitor) == segment.place(of: visitor))
        }
    }

    @Test("Paths and attribution are those of all visitors at once, to the last bit", arguments: [1, 40])
    func pathsAndAttribution(size: Int) throws {
        let path = try #require(
            PathDefinition(length: 4, range: range, filter: .hasDone(test(.page, .contains, "blog"))))
        let paths = PathReport(path, over: book.segments)
        #expect(try PathReport(path, over: parts(path.columns, size: size)) == paths && paths.visitCount > 0)
        let credit = try #require(
            AttributionDefinition(
                conversion: try test(.goal, .equals, "Purchase"), model: .timeDecay, range: range))
        let credits = AttributionReport(credit, over: book.segments)
        #expect(try AttributionReport(credit, over: parts(credit.columns, size: size)) == credits)
        #expect(credits.conversionCount > 0)
    }

    @Test("A file that was cut short or altered is refused, not counted")
    func damaged() throws {
        let definition = try #require(
            FunnelDefinition(steps: steps()[1], window: .seconds(1000), range: range, breakdown: .source))
        let bytes = book.segments[0].bytes
        var (refused, counted) = (0, 0)
        for length in stride(from: 0, to: bytes.count, by: 97) {
            do {
                let stored = try StoredSegment(SegmentBytes(all: Array(bytes.prefix(length))), definition.columns)
                _ = try FunnelReport(definition, over: VisitorParts([stored], partSize: 50))
                // What lies behind the columns that are looked at may be missing.
                counted += 1
            } catch is PackedError {
                refused += 1
            }
        }
        #expect(refused > counted)
        for place in stride(from: 0, to: bytes.count, by: 61) {
            var altered = bytes
            altered[place] ^= 0x55
            let source = SegmentBytes(all: altered)
            _ = try? FunnelReport(
                definition, over: VisitorParts([StoredSegment(source, definition.columns)], partSize: 50))
        }
    }
}
