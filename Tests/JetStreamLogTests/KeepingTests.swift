import EventLog
import JetStreamLog
import MeshCore
import MeshTestKit
import NatsServers
import Testing

@Suite("What a log on NATS JetStream keeps", .serialized)
struct KeepingTests {
    @Test("Old records go, but for those that a protected group has not read, and offsets go on")
    func retention() async throws {
        try await NatsCluster.with(1) { cluster in
            let clock = VirtualWallClock()
            clock.set(SystemWallClock().now())
            try await cluster.withLog(clock: clock) { log in
                let group = try #require(GroupName("readers"))
                let name = try #require(TopicName("views"))
                var settings = TopicSettings()
                settings.retentionTime = .seconds(60)
                settings.protectedGroups = [group]
                let partition = try await log.createTopic(name, partitionCount: 1, settings: settings).partition(0)
                for number in 0..<40 { try await Self.append(number, to: partition, log) }
                clock.advance(by: .seconds(7200))
                try await log.clean()
                #expect(try await log.offsets(of: partition) == 0..<40)
                try await log.commit([partition: CommittedOffset(offset: 30)], of: group, generation: nil)
                try await log.clean()
                #expect(try await log.offsets(of: partition) == 30..<40)
                try await log.commit([partition: CommittedOffset(offset: 40)], of: group, generation: nil)
                try await log.clean()
                // The last one tells which offset comes next.
                #expect(try await log.offsets(of: partition) == 39..<40)
                await #expect(throws: EventLogError.offsetOutOfRange(partition, offset: 38, range: 39..<40)) {
                    try await log.read(partition, from: 38, maximumBytes: 1000, waitingUntil: nil)
                }
            }
            try await cluster.withLog("later") { log in
                let partition = TopicPartition(try #require(TopicName("views")), 0)
                try await Self.append(40, to: partition, log)
                #expect(try await log.offsets(of: partition) == 39..<41)
            }
        }
    }

    @Test("A partition keeps as many bytes as are wanted")
    func bytes() async throws {
        try await NatsCluster.with(1) { cluster in
            try await cluster.withLog { log in
                var settings = TopicSettings()
                settings.retentionBytes = 20_000
                let name = try #require(TopicName("views"))
                let partition = try await log.createTopic(name, partitionCount: 1, settings: settings).partition(0)
                for _ in 0..<100 {
                    let record = LogRecord(value: ArraySlice(repeating: 1, count: 1000))
                    _ = try await log.append([record], to: partition, duplicates: .keep)
                }
                try await log.clean()
                let kept = try await log.offsets(of: partition)
                #expect(kept.upperBound == 100 && (15...17).contains(kept.count), "\(kept)")
            }
        }
    }

    @Test("Another instance knows what must not come twice")
    func history() async throws {
        try await NatsCluster.with(1) { cluster in
            let partition = TopicPartition(try #require(TopicName("views")), 0)
            let producer = ProducerIdentity(id: 9, epoch: 0)
            func batch(_ sequence: Int32) -> RecordBatch {
                let stamp = ProducerStamp(producer: producer, baseSequence: sequence)
                return RecordBatch([LogRecord(value: [1])], stamp: stamp, now: Timestamp(milliseconds: 1))
            }
            try await cluster.withLog { log in
                try await log.createTopic(partition.topic, partitionCount: 1, settings: TopicSettings())
                for number in 0..<50 { try await Self.append(number, to: partition, log) }
                _ = try await log.append(batch(0), to: partition)
            }
            try await cluster.withLog("two") { log in
                for number in 0..<50 {
                    let outcome = try await Self.append(number, to: partition, log)
                    #expect(outcome == .duplicate(offset: Int64(number)))
                }
                #expect(try await log.append(batch(0), to: partition).isDuplicate)
                await #expect(throws: EventLogError.self) { try await log.append(batch(2), to: partition) }
                #expect(try await log.append(batch(1), to: partition).baseOffset == 51)
            }
        }
    }

    @Test("Compaction is refused, and batches that the servers do not take")
    func refused() async throws {
        try await NatsCluster.with(1) { cluster in
            try await cluster.withLog { log in
                let name = try #require(TopicName("views"))
                var compacted = TopicSettings()
                compacted.cleanup = .compact
                var large = TopicSettings()
                large.maximumBatchBytes = 9 << 20
                for settings in [compacted, large] {
                    let error = await #expect(throws: EventLogError.self) {
                        try await log.createTopic(name, partitionCount: 1, settings: settings)
                    }
                    guard case .invalidSettings = error else { throw error ?? .closed }
                }
                #expect(try await log.topics().isEmpty)
            }
        }
    }

    @Test("A deleted topic leaves no trace when a day has passed")
    func removed() async throws {
        try await NatsCluster.with(1) { cluster in
            let clock = VirtualWallClock()
            clock.set(SystemWallClock().now())
            try await cluster.withLog(clock: clock) { log in
                let group = try #require(GroupName("readers"))
                for word in ["a", "b"] {
                    let name = try #require(TopicName(word))
                    try await log.createTopic(name, partitionCount: 2, settings: TopicSettings())
                    _ = try await log.beginGeneration(of: group)
                    try await log.deleteTopic(name)
                }
                try await log.deleteGroup(group)
                _ = try await log.makeProducer()
                clock.advance(by: .seconds(2 * 86_400))
                try await log.clean()
                try await log.clean()
                #expect(try await log.topics().isEmpty)
                #expect(try await log.beginGeneration(of: group) == 1)
            }
            try await cluster.withLog("later") { log in
                let (topics, groups) = (try await log.topics(), try await log.groups())
                #expect(topics.isEmpty)
                #expect(groups.map(\.description) == ["readers"])
            }
        }
    }

    @discardableResult
    private static func append(
        _ number: Int, to partition: TopicPartition, _ log: JetStreamLog
    ) async throws -> AppendOutcome {
        let record = LogRecord(
            value: [1], headers: [RecordHeader("ce_source", "/shop"), RecordHeader("ce_id", "\(number)")])
        return try await log.append([record], to: partition, duplicates: .leaveOut)[0]
    }
}
