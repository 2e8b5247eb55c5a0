import EventCollection
import HTTPTypes
import Logging
import MeshCore
import MeshStore
import MeshTestKit
import ReportAnalysis
import ReportIntake
import Testing

@testable import Reporting

@Suite("Making reports anew")
struct RemakingTests {
    @Test("It begins, and days are laid out, when it is asked for, however long events and days are waited for")
    func prompt() async throws {
        let log = CollectedLog(partitions: 2)
        log.set("shop")
        let start = ReadingTests.start
        log.append(
            (0..<4).map { number in
                ReadingTests.event(
                    "\(number)", visitor: "v\(number % 2)", at: start + .seconds(number / 2 * 5 * 86_400))
            })
        let clock = VirtualWallClock(start + .seconds(5 * 86_400 + 60))
        let directory = try TemporaryDirectory()
        let settings = ["events.wait": "30s", "sealing.pause": "1h"]
        try await ReportingInstance.with(log, directory: directory.path, clock: clock, settings: settings) {
            reporting in
            try await reporting.waitForEvents(4, of: "shop")
            let path = "/v1/reports/sites/shop/reprocess"
            #expect(try await reporting.send(.post, path, ["version": 1]).status == 202)
            try await waitUntil("the new reports are served", limit: .seconds(25)) {
                try await reporting.send(.get, path).json["state"] == "live"
            }
            let state = try await reporting.send(.get, "/v1/reports/sites/shop").json
            #expect(state["events"] == 4 && state["sealedThrough"] != nil, "\(state)")
        }
    }

    @Test("A page that was read before a day was laid out counts, unless it has an event of that day")
    func sealedMeanwhile() async throws {
        let directory = try TemporaryDirectory()
        let file = try Store.open(
            path: "\(directory.path)/\(ReportingSchema.fileName)", migrations: ReportingSchema.migrations,
            logger: Logger(label: "test"))
        let store = ReportStore(store: file, clock: SystemWallClock())
        let lease = try #require(
            try await Leases(store: file, owner: "test").acquire("reporting", for: .seconds(600)))
        try await store.begin(partitions: 1, under: lease)
        let terms = VisitTerms(
            inactivity: .seconds(1800), campaign: .staysInVisit, midnightZone: nil, lateness: .seconds(3600))
        try await store.begin(KnownSite(id: "shop"), terms: terms, under: lease)
        let plan = try await store.plan(of: 0)
        let generation = try #require(plan.entries.first).generation
        @Sendable func step(from offset: Int64, days: [Int], late: Int = 0) -> ReadingStep {
            let empty = EventBatch([]).bytes
            return ReadingStep(
                reader: .partition, partition: 0, revision: plan.revision, offset: offset, nextOffset: offset + 10,
                passed: nil,
                shares: [
                    ReadingStep.Share(
                        generation: generation.id,
                        days: Dictionary(uniqueKeysWithValues: days.map { ($0, empty) }), count: days.count,
                        lateCount: late, newest: nil)
                ])
        }
        try await store.commit(step(from: 0, days: [10, 11]), under: lease)
        try await store.seal(10, of: generation, segment: nil, visitCount: 0, taken: TakenMarks(), under: lease)
        await #expect(throws: ReportStore.Conflict.planChanged) {
            try await store.commit(step(from: 10, days: [10, 11]), under: lease)
        }
        let kept = try await store.plan(of: 0)
        #expect(kept.offset == 10 && kept.entries.first?.generation.events == 2, "nothing of the page is there")
        try await store.commit(step(from: 10, days: [11, 12], late: 3), under: lease)
        try await store.commit(step(from: 20, days: [], late: 1), under: lease)
        let after = try await store.plan(of: 0)
        #expect(after.offset == 30 && after.entries.first?.generation.events == 4)
        #expect(after.entries.first?.generation.late == 4)
    }
}
