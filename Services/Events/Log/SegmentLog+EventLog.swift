package import MeshCore

extension SegmentLog: EventLog {
    // MARK: Topics

    @discardableResult
    package func createTopic(
        _ name: TopicName, partitionCount: Int, settings: TopicSettings
    ) async throws -> Topic {
        try settings.validate(partitionCount: partitionCount)
        // What an earlier topic of the name has left behind, if its files were not removed.
        if try parts.store.topic(name) == nil { parts.disk.remove("\(parts.folder)/\(name)") }
        try await parts.store.createTopic(
            name, partitionCount: partitionCount, settings: settings, at: parts.clock.now())
        return try await topic(name)
    }

    package func changeTopic(_ name: TopicName, settings: TopicSettings) async throws {
        try settings.validate()
        try await parts.store.changeTopic(name, settings: settings)
        for log in desk.all where log.key.partition.topic == name { await log.change(settings) }
    }

    package func deleteTopic(_ name: TopicName) async throws {
        try await parts.store.deleteTopic(name)
        for log in desk.all where log.key.partition.topic == name {
            desk.forget(log)
            await log.end(with: .unknownTopic(name))
        }
        parts.disk.remove("\(parts.folder)/\(name)")
    }

    package func topic(_ name: TopicName) async throws -> Topic {
        guard let topic = try parts.store.topic(name) else { throw EventLogError.unknownTopic(name) }
        return topic
    }

    package func topics() async throws -> [Topic] { try parts.store.topics() }

    // MARK: Appending

    package func append(
        _ records: [LogRecord], to partition: TopicPartition, duplicates: DuplicateRule
    ) async throws -> [AppendOutcome] {
        let bytes = records.reduce(0) { $0 + RecordEncoding.bound(of: $1) }
        return try await counting(bytes) {
            try await with(partition) { try await $0.append(records, duplicates: duplicates) }
        }
    }

    package func append(_ batch: RecordBatch, to partition: TopicPartition) async throws -> BatchReceipt {
        try await counting(batch.bytes.count) { try await with(partition) { try await $0.append(batch) } }
    }

    /// Where the partition is open here, a call is in its inbox before it waits for anything.
    package func keepsOrder(of partition: TopicPartition) -> Bool { desk.find(partition) != nil }

    package func makeProducer() async throws -> ProducerIdentity {
        ProducerIdentity(id: try await parts.store.makeProducer(), epoch: 0)
    }

    // MARK: Reading

    package func read(
        _ partition: TopicPartition, from offset: Int64, maximumBytes: Int, waitingUntil deadline: MonotonicInstant?
    ) async throws -> LogSlice {
        try await with(partition) { log in
            if let deadline, try log.view.plan(from: offset).segment == nil {
                try await waitForRecords(at: [partition: offset], until: deadline)
            }
            if let slice = try log.view.recent(from: offset, maximumBytes: maximumBytes) { return slice }
            let reader = PartitionReader(view: log.view, parts: parts)
            let slice = try await parts.reads.run { try reader.read(from: offset, maximumBytes: maximumBytes) }
            if !slice.damage.isEmpty { try await log.report(slice.damage) }
            return slice
        }
    }

    package func waitForRecords(at positions: [TopicPartition: Int64], until deadline: MonotonicInstant) async throws {
        let signal = Signal()
        var waits: [(view: PartitionView, number: UInt64)] = []
        defer { for (view, number) in waits { view.giveUp(number) } }
        for (partition, offset) in positions {
            let view = try await served(partition).view
            guard let number = view.wait(for: offset, { signal.fire() }) else { return }
            waits.append((view, number))
        }
        try await wait(signal, until: deadline)
    }

    package func offsets(of partition: TopicPartition) async throws -> Range<Int64> {
        try await with(partition) { try $0.view.offsets() }
    }

    package func position(of partition: TopicPartition, at time: Timestamp) async throws -> LogPosition? {
        try await with(partition) { log in
            let reader = PartitionReader(view: log.view, parts: parts)
            return try await parts.reads.run { try reader.position(at: time) }
        }
    }

    // MARK: Groups of consumers

    package func beginGeneration(of group: GroupName) async throws -> Int32 {
        try await parts.store.beginGeneration(of: group)
    }

    package func commit(
        _ offsets: [TopicPartition: CommittedOffset], of group: GroupName, generation: Int32?
    ) async throws {
        try await parts.store.commit(offsets, of: group, generation: generation)
    }

    package func committedOffsets(of group: GroupName) async throws -> [TopicPartition: CommittedOffset] {
        try parts.store.committedOffsets(of: group)
    }

    package func groups() async throws -> [GroupName] { try parts.store.groups() }

    package func deleteGroup(_ group: GroupName) async throws { try await parts.store.deleteGroup(group) }
}
