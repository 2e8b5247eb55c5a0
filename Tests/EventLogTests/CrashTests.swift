import Foundation
import MeshTestKit
import Testing

@testable import EventLog

// One after the other: a process would inherit the pipes of one that is started at the same time.
@Suite("Processes that are killed while they append", .serialized)
struct CrashTests {
    private let partition = Sample.partition("crash")

    @Test("Two instances, killed again and again, lose nothing, double nothing, and leave no gap")
    func killed() async throws {
        let rounds = ProcessInfo.processInfo.environment["LOG_CRASH_ROUNDS"].flatMap(Int.init) ?? 6
        let test = try TestLog()
        var settings = TopicSettings()
        settings.segmentBytes = 200_000
        try await test.open("maker").createTopic(partition.topic, partitionCount: 1, settings: settings)
        var acknowledged: [String] = []
        for round in 0..<rounds {
            let writers = try (0..<2).map {
                try LogCrashWriter(folder: test.folder, instance: "w\(round)-\($0)", callers: 8)
            }.shuffled()
            var count = 0
            for writer in writers {
                // Whoever owns the partition; when that one is killed, the other takes it over.
                count += Int.random(in: 1...2000)
                let wanted = count
                try await waitUntil("\(wanted) records", state: { "\(writers.map(\.lines.count))" }) {
                    writers.reduce(0) { $0 + $1.lines.count } >= wanted
                }
                writer.kill()
            }
            for writer in writers { acknowledged += try await writer.finalLines() }
        }
        try await prove(test, acknowledged)
    }

    private func prove(_ test: TestLog, _ acknowledged: [String]) async throws {
        let log = try await test.open("reader")
        let found = try await log.everything(partition)
        #expect(found.damage.isEmpty)
        #expect(found.records.map(\.offset) == Array(0..<Int64(found.records.count)))
        let values = found.records.map { Sample.text($0) }
        #expect(Set(values).count == values.count)
        #expect(acknowledged.count > 100)
        for line in acknowledged {
            let parts = line.split(separator: " ")
            let offset = try #require(parts.first.flatMap { Int($0) })
            #expect(values.indices.contains(offset) && values[offset] == parts[1], "\(line)")
        }
        try await log.close()
    }
}
