import ArgumentParser
import EventCollection
import EventsAPI
import FoundationEssentials
import MeshCore
import MeshTestKit
import Synchronization
import Testing

@testable import Supervisor

@Suite("Events are exported as the log holds them")
struct ExportTests {
    /// Partitions in memory, of two sites and of records that are no events.
    private final class Log: ExportSource {
        private let partitions: Mutex<[[JSONValue?]]>
        private let earliest: Int64

        init(partitions count: Int, earliest: Int64 = 0) {
            partitions = Mutex(Array(repeating: [], count: count))
            self.earliest = earliest
        }

        func append(_ values: [JSONValue?], to partition: Int) {
            partitions.withLock { $0[partition] += values }
        }

        func site(_ id: String) async throws -> EventSite? {
            id == "shop"
                ? EventSite(
                    id: id, timeZone: "UTC", liveRules: 2, createdAt: ExportTests.moment, updatedAt: ExportTests.moment)
                : nil
        }

        func rules(of site: String, version: Int64) async throws -> EventRules? {
            guard version <= 2 else { return nil }
            return EventRules(
                site: site, version: version, isLive: true, createdAt: ExportTests.moment,
                document: ["version": .int(version), "sessions": ["timeoutSeconds": 60, "endsAtMidnight": true]])
        }

        func partitionCount() async throws -> Int { partitions.withLock { $0.count } }

        func place(_ start: ExportStart, in partition: Int) async throws -> ExportPlace {
            let end = partitions.withLock { Int64($0[partition].count) }
            switch start {
            case .earliest: return ExportPlace(offset: earliest, end: end)
            case .time(let time):
                // The log took a hundred records a day.
                let number = ExportTests.moment.duration(to: time).wholeMilliseconds / 864_000
                return ExportPlace(offset: min(max(earliest, number), end), end: end)
            }
        }

        /// Batches are of seven records, and a page of three of them.
        func values(of partition: Int, from offset: Int64) async throws -> ExportValues {
            try #require(offset >= earliest)
            let values = partitions.withLock { $0[partition] }
            let first = max(earliest, offset / 7 * 7)
            let end = min(offset / 7 * 7 + 21, Int64(values.count))
            let items = (first..<max(first, end)).map { offset in
                ExportValues.Item(offset: offset, value: values[Int(offset)].map { $0.utf8[...] })
            }
            return ExportValues(items: items, nextOffset: max(offset, end))
        }
    }

    private static let moment = Timestamp(milliseconds: 1_795_219_200_000)

    /// Records of two sites by turns, and one of each ten is no event.
    private static func records(_ range: Range<Int>) -> [JSONValue?] {
        range.map { number in
            guard number % 10 != 3 else { return number % 20 == 3 ? nil : ["no": "event"] }
            return CollectedEvent(
                id: "e\(number)", source: "s", site: number % 2 == 0 ? "shop" : "other", tracker: .collect,
                kind: .pageView,
                name: "page_view", occurredAt: moment,
                receivedAt: moment + .seconds(number % 7 == 0 ? number - 5 : number),
                visitor: VisitorIdentity(basis: .device, id: "v")
            ).json
        }
    }

    private func export(
        _ log: Log, to folder: String, _ options: [String] = [], site: String = "shop"
    ) async throws -> ExportManifest {
        let command = try ExportEventsCommand.parse(["--site", site, "--out", folder] + options)
        return try await command.export(try ExportDays(from: command.from, to: command.to), from: log, block: 100)
    }

    private func files(_ folder: String) throws -> [String: Data] {
        var files: [String: Data] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder) where name.contains(".") {
            files[name] = FileManager.default.contents(atPath: folder + "/" + name)
        }
        return files
    }

    @Test("In one run or in many, the files are the same, byte by byte")
    func runs() async throws {
        let log = Log(partitions: 2)
        let (many, one) = (try TemporaryDirectory(), try TemporaryDirectory())
        for part in [0..<10, 10..<150, 150..<200, 200..<201, 201..<330] {
            log.append(Self.records(part), to: 0)
            if part.lowerBound < 150 { log.append(Self.records(part), to: 1) }
            _ = try await export(log, to: many.path)
        }
        let manifest = try await export(log, to: one.path)
        // Of each ten records five are of the site, of which none is among those that are no events.
        #expect(manifest.files.map(\.rows) == [50, 50, 50, 15, 50, 25])
        #expect(manifest.partitions.map(\.nextOffset) == [330, 150])
        let (left, right) = (try files(many.path), try files(one.path))
        #expect(left.count == 9 && left == right, "\(left.keys.sorted()) \(right.keys.sorted())")
        // Once more changes nothing.
        _ = try await export(log, to: many.path)
        #expect(try files(many.path) == right)
    }

    @Test("Days of the log are exported, and what retention has taken is not missed")
    func days() async throws {
        let log = Log(partitions: 1, earliest: 50)
        log.append(Self.records(0..<250), to: 0)
        let whole = try TemporaryDirectory()
        #expect(try await export(log, to: whole.path).partitions.map(\.firstOffset) == [50])
        let day = try TemporaryDirectory()
        let manifest = try await export(log, to: day.path, ["--from", "2026-11-22", "--to", "2026-11-22"])
        #expect(
            manifest.partitions.map(\.firstOffset) == [100] && manifest.partitions.map(\.nextOffset) == [200])
        #expect(manifest.files.reduce(0) { $0 + $1.rows } == 50)
    }

    @Test("What cannot be exported is told in words")
    func refusals() async throws {
        let log = Log(partitions: 1)
        log.append(Self.records(0..<10), to: 0)
        let folder = try TemporaryDirectory()
        _ = try await export(log, to: folder.path)
        await #expect(throws: CommandFailure.self) { try await export(log, to: folder.path, ["--rules", "1"]) }
        await #expect(throws: CommandFailure.self) { try await export(log, to: folder.path, ["--rules", "9"]) }
        await #expect(throws: CommandFailure.self) { try await export(log, to: folder.path, site: "none") }
        await #expect(throws: CommandFailure.self) { try await export(log, to: folder.path, ["--to", "yesterday"]) }
        await #expect(throws: CommandFailure.self) {
            try await export(log, to: folder.path, ["--from", "2026-11-22", "--to", "2026-11-21"])
        }
    }
}
