import Foundation
import HTTPTypes
import MeshCore
import MeshTestKit
import ReportAnalysis
import ReportReference
import Testing

@testable import Reporting

@Suite("What reporting answers, held against straight loops over the same events")
struct ReferenceTests {
    static let places = [
        ("UTC", "2026-06-01T00:00:00Z"), ("Europe/Berlin", "2026-03-27T12:00:00Z"),
        ("Asia/Kolkata", "2026-02-27T00:00:00Z"), ("America/New_York", "2026-10-30T12:00:00Z"),
    ]

    @Test("Young, laid out, and made anew, the answers are the same", arguments: places.indices)
    func sameThroughout(place: Int) async throws {
        let (zone, from) = Self.places[place]
        let traffic = try SentTraffic(seed: UInt64(place + 7), zone: zone, from: try #require(Timestamp(from)))
        let log = CollectedLog(partitions: 2)
        log.set(SentTraffic.site, zone: zone, rules: [SentTraffic.rules])
        log.append(traffic.sent)
        let clock = VirtualWallClock(traffic.end + .seconds(60))
        let directory = try TemporaryDirectory()
        try await ReportingInstance.with(log, directory: directory.path, clock: clock) { reporting in
            try await reporting.waitForEvents(Int64(traffic.sent.count), of: SentTraffic.site)
            try await compare(traffic, reporting, seed: UInt64(place), clock)
            clock.advance(by: .seconds(3 * 86_400))
            try await waitUntil("all days are laid out") {
                let state = try await reporting.send(.get, "/v1/reports/sites/\(SentTraffic.site)").json
                guard state["sealedThrough"] != nil, let generation = try live(reporting) else { return false }
                return try await reporting.service.store.sealingTask(of: generation) == nil
            }
            try await waitForSums(reporting)
            try await compare(traffic, reporting, seed: UInt64(place + 100), clock)
            try await remake(traffic, reporting)
            try await compare(traffic, reporting, seed: UInt64(place + 200), clock)
        }
    }

    /// Makes the reports anew, and expects the very same bytes.
    private func remake(_ traffic: SentTraffic, _ reporting: ReportingInstance) async throws {
        let before = try await columns(reporting)
        #expect(!before.isEmpty)
        let path = "/v1/reports/sites/\(SentTraffic.site)/reprocess"
        let begun = try await reporting.send(.post, path, ["version": 1])
        #expect(begun.status == 202 && begun.json["state"] == "building", "\(begun)")
        var progress = begun
        try await waitUntil("the new reports are served", state: { progress.description }) {
            progress = try await reporting.send(.get, path)
            return progress.json["state"] == "live"
        }
        #expect(progress.json["events"] == .int(Int64(traffic.sent.count)))
        // It is served once it has read all; its last days may be laid out a moment later.
        try await waitUntil("all days are laid out anew") { try await columns(reporting).count == before.count }
        #expect(try await columns(reporting) == before)
        try await waitForSums(reporting)
    }

    private func waitForSums(_ reporting: ReportingInstance) async throws {
        let generation = try #require(try live(reporting))
        try await waitUntil("all sums are added up") {
            try await reporting.service.store.rollingTask(of: generation) == nil
        }
    }

    private func live(_ reporting: ReportingInstance) throws -> Int64? {
        try reporting.service.store.site(named: SentTraffic.site)?.live
    }

    /// The bytes of each day.
    private func columns(_ reporting: ReportingInstance) async throws -> [Int: Data] {
        let generation = try #require(try live(reporting))
        let snapshot = try #require(
            try reporting.service.store.snapshot(of: generation, after: [:], sealedThrough: nil))
        let folder = reporting.service.shelf.folder
        return Dictionary(
            uniqueKeysWithValues: try snapshot.segments.map { segment in
                (segment.day, try Data(contentsOf: URL(filePath: "\(folder)/\(segment.file)")))
            })
    }

    private func compare(
        _ traffic: SentTraffic, _ reporting: ReportingInstance, seed: UInt64, _ clock: VirtualWallClock
    ) async throws {
        let first = Int((traffic.end.secondsSince1970 - 5 * 86_400) / 86_400)
        let days = (first...(first + 6)).map(SiteCalendar.text)
        var questions = RandomQuery(random: SplitMix64(seed: seed))
        var answered = 0
        for _ in 0..<80 {
            let json = questions.json(days: days)
            // Some combinations have no meaning; what is left are enough.
            guard let query = try? ReportQuery(json: json) else { continue }
            answered += 1
            let evaluation = try QueryEvaluation(query, at: clock.now(), in: traffic.calendar, firstDay: 0)
            let expected = try traffic.rows(query, range: evaluation.range)
            let answer = try await reporting.ask(json)
            try #require(answer.status == 200, "\(answer) for \(json)")
            #expect(answer.json["meta"]?["exact"] == true)
            let empty = try query.metrics.map {
                try JSONValue(parsing: traffic.naive.value(of: $0, in: NaiveReport.Sums()).json.description)
            }
            let found = answer.rows
            for name in Set(expected.keys).union(found.keys) {
                #expect(found[name] ?? empty == expected[name] ?? empty, "\(name) for \(json)")
            }
        }
        #expect(answered > 10)
    }
}
