import Foundation
import HTTPTypes
import MeshCore
import MeshTestKit
import ReportAnalysis
import ReportReference
import Testing

@testable import Reporting

@Suite("Reporting is killed in the middle of its work")
struct CrashTests {
    @Test("No event is lost, none counts twice, and no file is left over")
    func killed() async throws {
        let from = try #require(Timestamp("2026-06-01T00:00:00Z"))
        let traffic = try SentTraffic(seed: 11, zone: "UTC", from: from)
        let log = CollectedLog(partitions: 2)
        log.set(SentTraffic.site, rules: [SentTraffic.rules])
        log.append(traffic.sent)
        let directory = try TemporaryDirectory()
        var boundaries: Set<String> = []
        try await log.serve { port in
            // Each dies some boundaries after it has begun anew, until one finds nothing more to do.
            for round in 0..<12 {
                let process = try CrasherProcess(
                    "ReportCrasher", directory: directory.path, crashAt: 1 + round % 3,
                    settings: [
                        "--endpoints", "events=127.0.0.1:\(port)", "--sealing-pause", "20ms", "--events-wait", "50ms",
                    ])
                let hasDied = await reaches(process)
                process.kill()
                try await waitUntil("it has ended", state: { process.log }) { process.hasEnded }
                boundaries.formUnion(process.boundaries)
                if !hasDied { break }
            }
        }
        #expect(boundaries.isSuperset(of: ["page committed", "columns written", "day sealed", "day rolled up"]))
        // The processes held their leases by the machine's clock.
        try await ReportingInstance.with(log, directory: directory.path, clock: SystemWallClock()) { reporting in
            try await reporting.waitForEvents(Int64(traffic.sent.count), of: SentTraffic.site)
            let state = try await reporting.send(.get, "/v1/reports/sites/\(SentTraffic.site)").json
            #expect(state["events"] == .int(Int64(traffic.sent.count)))
            let answer = try await reporting.ask([
                "site_id": .string(SentTraffic.site), "metrics": ["visits", "events", "pageviews", "visitors"],
                "date_range": "all",
            ])
            let events = traffic.naive.visits.joined()
            #expect(
                answer.rows[[]] == [
                    .int(Int64(traffic.naive.visits.count)), .int(Int64(events.count { $0.kind != .signal })),
                    .int(Int64(events.count { $0.kind == .pageview })), .int(Int64(Set(events.map(\.visitor)).count)),
                ])
            try await waitUntil("files that no transaction names are gone") {
                let files = try FileManager.default.contentsOfDirectory(atPath: reporting.service.shelf.folder)
                return try await Set(files) == reporting.service.store.segmentFiles()
            }
        }
    }

    /// Whether a process comes to the boundary at which it dies; it does not when there is nothing left to do.
    private func reaches(_ process: CrasherProcess) async -> Bool {
        // That nothing happens is what ends the rounds; the lease of the one before has to end first.
        (try? await waitUntil("it dies", limit: .seconds(15)) { process.hasEnded }) != nil
    }
}
