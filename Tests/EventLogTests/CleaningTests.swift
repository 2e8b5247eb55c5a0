import MeshCore
import MeshTestKit
import Testing

@testable import EventLog

@Suite("Retention and compaction")
struct CleaningTests {
    private let partition = Sample.partition()

    private func segment(_ base: Int64, bytes: Int, at time: Int64) -> ServedSegment {
        ServedSegment(
            name: SegmentName(baseOffset: base, epoch: 1), openedAt: Timestamp(milliseconds: 0),
            extent: SegmentSeal(length: bytes, nextOffset: base + 10, maximumTimestamp: time))
    }

    @Test("Segments go by age and by size, the oldest first, never the last, and not what a group has yet to read")
    func rule() {
        let segments = (0..<5).map { segment(Int64($0) * 10, bytes: 100, at: Int64($0) * 1000) }
        func expired(_ change: (inout TopicSettings) -> Void, protected: Int64? = nil, at now: Int64 = 100_000) -> Int {
            var settings = TopicSettings()
            settings.retentionTime = nil
            change(&settings)
            return RetentionRule(settings: settings, protectedOffset: protected)
                .expired(of: segments, at: Timestamp(milliseconds: now))
        }
        #expect(expired { _ in } == 0)
        #expect(expired { $0.retentionTime = .seconds(1) } == 4)
        #expect(expired({ $0.retentionTime = .milliseconds(1500) }, at: 3000) == 2)
        #expect(expired { $0.retentionBytes = 500 } == 0)
        #expect(expired { $0.retentionBytes = 400 } == 1)
        #expect(expired { $0.retentionBytes = 250 } == 2)
        #expect(expired { $0.retentionBytes = 1 } == 4)
        #expect(expired({ $0.retentionTime = .seconds(1) }, protected: 25) == 2)
        #expect(
            expired { settings in
                settings.retentionTime = .seconds(1)
                settings.cleanup = .compact
            } == 0)
    }

    @Test("Old segments go with their files, and the oldest offset is told")
    func retention() async throws {
        let (test, clock) = (try TestLog(), VirtualWallClock())
        let log = try await test.open(clock: clock)
        var settings = TopicSettings()
        settings.segmentBytes = 4096
        settings.retentionTime = .seconds(60)
        let group = try #require(GroupName("group"))
        settings.protectedGroups = [group]
        try await log.createTopic(partition.topic, partitionCount: 1, settings: settings)
        for _ in 0..<4 {
            try await log.append([String(repeating: "x", count: 5000)], to: partition)
            clock.advance(by: .seconds(30))
        }
        try await log.append(["last"], to: partition)
        try await log.clean()
        #expect(try await log.offsets(of: partition) == 0..<5)
        try await log.commit([partition: CommittedOffset(offset: 1)], of: group, generation: nil)
        try await log.clean()
        #expect(try await log.offsets(of: partition) == 1..<5)
        try await log.commit([partition: CommittedOffset(offset: 5)], of: group, generation: nil)
        try await log.clean()
        #expect(try await log.offsets(of: partition) == 2..<5)
        #expect(test.segments(partition).count == 3)
        await #expect(throws: EventLogError.offsetOutOfRange(partition, offset: 1, range: 2..<5)) {
            try await log.read(partition, from: 1, maximumBytes: 100, waitingUntil: nil)
        }
        // The last segment is sealed when it is old, so that its records go too.
        clock.advance(by: .seconds(2 * 86_400))
        try await log.clean()
        #expect(try await log.offsets(of: partition) == 5..<5)
        try await log.close()
        let again = try await test.open("again", clock: clock)
        #expect(try await again.offsets(of: partition) == 5..<5)
        #expect(try await again.append(["new"], to: partition) == [5])
    }

    @Test("Of each key the newest record stays at its offset, and tombstones go after their time", arguments: 0..<6)
    func compaction(seed: UInt64) async throws {
        let (test, clock) = (try TestLog(), VirtualWallClock())
        let log = try await test.open(clock: clock)
        var settings = TopicSettings()
        settings.cleanup = .compact
        settings.segmentBytes = 4096
        settings.tombstoneTime = .seconds(3600)
        try await log.createTopic(partition.topic, partitionCount: 1, settings: settings)
        var (random, model) = (SplitMix64(seed: seed), [Int64: (key: String?, value: String?)]())
        for _ in 0..<3 {
            for _ in 0..<120 {
                let key: String? =
                    Int.random(in: 0..<20, using: &random) == 0 ? nil : "k\(Int.random(in: 0..<15, using: &random))"
                let isTombstone = key != nil && Int.random(in: 0..<8, using: &random) == 0
                let value = isTombstone ? nil : "v\(model.count)" + String(repeating: "x", count: 80)
                let record = LogRecord(key: key.map { ArraySlice($0.utf8) }, value: value.map { ArraySlice($0.utf8) })
                let offset = try await log.append([record], to: partition, duplicates: .keep)[0].offset ?? -1
                model[offset] = (key, value)
            }
            try await log.clean()
        }
        try await prove(log, model)
        let before = test.segments(partition).count
        clock.advance(by: .seconds(7200))
        for _ in 0..<60 {
            let record = LogRecord(key: [1], value: ArraySlice(repeating: 1, count: 100))
            let offset = try await log.append([record], to: partition, duplicates: .keep)[0].offset ?? -1
            model[offset] = ("\u{1}", nil)
        }
        try await log.clean()
        #expect(test.segments(partition).count >= before)
        try await log.close()
        let again = try await test.open("again", clock: clock)
        let found = try await again.everything(partition)
        #expect(found.damage.isEmpty)
        for record in found.records where record.key != [1] {
            #expect(model[record.offset]?.value.map { ArraySlice($0.utf8) } == record.value)
        }
        let newest = Dictionary(model.map { ($0.value.key, $0.key) }, uniquingKeysWith: max)
        let offsets = Set(found.records.map(\.offset))
        for (key, offset) in newest where key != nil && model[offset]?.value != nil {
            #expect(offsets.contains(offset))
        }
    }

    /// What is served is what was appended, and the newest of every key is served.
    private func prove(_ log: SegmentLog, _ model: [Int64: (key: String?, value: String?)]) async throws {
        let found = try await log.everything(partition)
        #expect(found.damage.isEmpty)
        #expect(found.records.count < model.count / 2)
        #expect(found.records.map(\.offset) == found.records.map(\.offset).sorted())
        for record in found.records {
            let wanted = try #require(model[record.offset])
            #expect(record.key == wanted.key.map { ArraySlice($0.utf8) })
            #expect(record.value == wanted.value.map { ArraySlice($0.utf8) })
        }
        let offsets = Set(found.records.map(\.offset))
        for (offset, record) in model where record.key == nil { #expect(offsets.contains(offset)) }
        let newest = Dictionary(model.map { ($0.value.key, $0.key) }, uniquingKeysWith: max)
        for (key, offset) in newest where key != nil { #expect(offsets.contains(offset)) }
    }
}
