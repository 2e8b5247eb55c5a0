import MeshCore
import MeshTestKit
import ReportReference
import Testing

@testable import ReportAnalysis

@Suite("Visits put together all at once")
struct CodedVisitsTests {
    private func events(_ seed: Int) throws -> [ReportEvent] {
        // The days around both changes of Berlin's clocks.
        let start = seed.isMultiple(of: 2) ? "2026-03-28T12:00:00Z" : "2026-10-24T12:00:00Z"
        var traffic = Traffic(seed: UInt64(seed), from: try #require(Timestamp(start)))
        return traffic.events()
    }

    @Test(
        "They are those of straight loops, and their columns those of visits put together one by one",
        arguments: SessionMachineTests.rules.indices, 1...8)
    func agree(index: Int, seed: Int) throws {
        let rules = SessionMachineTests.rules[index]
        let events = try events(seed)
        var random = SplitMix64(seed: UInt64(seed) &* 17)
        let arrivals = (events + events.filter { _ in random.below(6) == 0 })
            .map { (place: random.next(), event: rules.held($0)) }.sorted { $0.place < $1.place }.map(\.event)
        let batch = try EventBatch(bytes: EventBatch(arrivals).bytes)
        #expect(batch.events == arrivals)
        var tables = EventTables()
        let coded = rules.visits(of: arrivals.map { tables.code($0) }, tables)
        let expected = NaiveSessions.visits(of: events, rules: rules)
        let found = (0..<coded.count).map { EventBatch(Array(coded[$0]), of: tables).events }
        #expect(Set(found) == Set(expected) && found.count == expected.count, "seed \(seed)")
        #expect(VisitSegment(coded).bytes == VisitSegment(visits: expected.map(Visit.init)).bytes, "seed \(seed)")
        // Shares of the visitors, put together again; all of it, and the visits that begin at an even millisecond.
        let shares = (0..<3).map { share in
            rules.visits(of: arrivals.filter { $0.visitor % 3 == share }.map { tables.code($0) }, tables)
        }
        #expect(CodedVisits(merging: shares, of: tables) { _, _ in true }.events == coded.events)
        func isEven(_ visit: ArraySlice<CodedEvent>) -> Bool {
            visit.first.map { $0.time.milliseconds % 2 == 0 } ?? false
        }
        let even = CodedVisits(merging: shares, of: tables) { isEven(shares[$0][$1]) }
        #expect((0..<even.count).map { even[$0] } == (0..<coded.count).map { coded[$0] }.filter(isEven))
    }

    @Test("A batch says only what its events do, each once, and altered bytes are refused or are other events")
    func batches() throws {
        let events = try events(3)
        var tables = EventTables()
        let coded = events.map { tables.code($0) }
        let few = EventBatch(Array(coded.suffix(5)), of: tables)
        #expect(few.bytes == EventBatch(Array(events.suffix(5))).bytes)
        #expect(EventBatch(coded, of: tables).bytes.count < events.count * 60)
        var random = SplitMix64(seed: 5)
        for _ in 0..<2000 {
            var bytes = few.bytes
            bytes[random.below(bytes.count)] = UInt8(truncatingIfNeeded: random.next())
            bytes.removeLast(random.below(3))
            // That it neither crashes nor takes memory for what is not there is the point.
            _ = try? EventBatch(bytes: bytes).events
        }
    }
}
