import EventLog
import MeshCore

/// A log that forgets everything with its process: what the broker's tests stand on, so that they are about the broker.
actor MemoryLog: EventLog {
    private struct Partition {
        var batches: [RecordBatch] = []
        var next: Int64 = 0
        /// The last batch of each producer.
        var producers: [Int64: (epoch: Int16, sequence: Int32, last: Int32, offset: Int64)] = [:]
    }

    private var known: [TopicName: Topic] = [:]
    private var partitions: [TopicPartition: Partition] = [:]
    private var committed: [GroupName: [TopicPartition: CommittedOffset]] = [:]
    private var generations: [GroupName: Int32] = [:]
    private var lastProducer: Int64 = 999
    private var lastTopic: Int64 = 0
    private var waiters: [Int64: CheckedContinuation<Void, Never>] = [:]
    private var lastWaiter: Int64 = 0
    /// How often something was appended.
    private var appends = 0
    /// The instance that partitions are said to be served by.
    private(set) var owner: String?

    /// How many batches must have been handed over before any is acknowledged; 0 when each is at once.
    private let heldBatches: Int
    private var batchCount = 0
    private var held: [CheckedContinuation<Void, Never>] = []

    /// - Parameter heldBatches: How many batches must have been handed over before any is acknowledged. Then batches are said to
    ///   keep their order.
    init(heldBatches: Int = 0) { self.heldBatches = heldBatches }

    func setOwner(_ owner: String?) {
        self.owner = owner
        for name in known.keys {
            for index in known[name]?.partitions.indices ?? 0..<0 { known[name]?.partitions[index].owner = owner }
        }
    }

    // MARK: Topics

    func createTopic(_ name: TopicName, partitionCount: Int, settings: TopicSettings) throws -> Topic {
        guard known[name] == nil else { throw EventLogError.topicExists(name) }
        try settings.validate(partitionCount: partitionCount)
        lastTopic += 1
        let topic = Topic(
            name: name, id: lastTopic, settings: settings, createdAt: Timestamp(milliseconds: 1_700_000_000_000),
            partitions: (0..<partitionCount).map { _ in PartitionDescription(owner: owner, epoch: 3) })
        known[name] = topic
        for index in 0..<partitionCount { partitions[TopicPartition(name, index)] = Partition() }
        return topic
    }

    func changeTopic(_ name: TopicName, settings: TopicSettings) throws {
        _ = try topic(name)
        known[name]?.settings = settings
    }

    func deleteTopic(_ name: TopicName) throws {
        _ = try topic(name)
        known[name] = nil
        partitions = partitions.filter { $0.key.topic != name }
    }

    func topic(_ name: TopicName) throws -> Topic {
        guard let topic = known[name] else { throw EventLogError.unknownTopic(name) }
        return topic
    }

    func topics() -> [Topic] { known.values.sorted { $0.name < $1.name } }

    // MARK: Appending

    func append(
        _ records: [LogRecord], to partition: TopicPartition, duplicates: DuplicateRule
    ) throws -> [AppendOutcome] {
        let receipt = try add(
            RecordBatch(records, now: Timestamp(milliseconds: 1_700_000_000_000)), to: partition)
        return records.indices.map { .appended(offset: receipt.baseOffset + Int64($0)) }
    }

    nonisolated func keepsOrder(of partition: TopicPartition) -> Bool { heldBatches > 0 }

    func append(_ batch: RecordBatch, to partition: TopicPartition) async throws -> BatchReceipt {
        let receipt = try add(batch, to: partition)
        batchCount += 1
        if batchCount < heldBatches {
            await withCheckedContinuation { held.append($0) }
        } else {
            held.forEach { $0.resume() }
            held = []
        }
        return receipt
    }

    private func add(_ batch: RecordBatch, to partition: TopicPartition) throws -> BatchReceipt {
        let state = try self.state(of: partition)
        // As our own log does it, which the broker leaves this to: bits 4 to 6 are those of transactions and of compaction.
        guard batch.header.attributes & 0b111_0000 == 0 else { throw EventLogError.invalidBatch(.transactional) }
        if let limit = known[partition.topic]?.settings.maximumBatchBytes, batch.bytes.count > limit {
            throw EventLogError.invalidBatch(.tooLarge(limit: limit))
        }
        let base = state.next
        if let stamp = batch.header.stamp {
            let last = stamp.baseSequence &+ batch.header.lastOffsetDelta
            if let known = state.producers[stamp.producer.id] {
                if known.epoch > stamp.producer.epoch {
                    throw EventLogError.producerFenced(stamp.producer, current: known.epoch)
                }
                if known.epoch == stamp.producer.epoch, known.sequence == stamp.baseSequence, known.last == last {
                    return BatchReceipt(baseOffset: known.offset, isDuplicate: true, earliestOffset: 0)
                }
                let expected = known.epoch == stamp.producer.epoch ? known.last + 1 : 0
                guard stamp.baseSequence == expected else {
                    throw EventLogError.sequenceOutOfOrder(stamp, expected: expected)
                }
            } else if stamp.baseSequence != 0 {
                throw EventLogError.sequenceOutOfOrder(stamp, expected: 0)
            }
            partitions[partition]?.producers[stamp.producer.id] = (
                stamp.producer.epoch, stamp.baseSequence, last, base
            )
        }
        partitions[partition]?.batches.append(batch.placed(at: base, epoch: 3))
        partitions[partition]?.next += Int64(batch.header.lastOffsetDelta) + 1
        wakeAll()
        return BatchReceipt(baseOffset: base, isDuplicate: false, earliestOffset: 0)
    }

    func makeProducer() -> ProducerIdentity {
        lastProducer += 1
        return ProducerIdentity(id: lastProducer, epoch: 0)
    }

    // MARK: Reading

    func read(
        _ partition: TopicPartition, from offset: Int64, maximumBytes: Int, waitingUntil deadline: MonotonicInstant?
    ) throws -> LogSlice {
        let state = try state(of: partition)
        guard (0...state.next).contains(offset) else {
            throw EventLogError.offsetOutOfRange(partition, offset: offset, range: 0..<state.next)
        }
        var slice = LogSlice(batches: [], nextOffset: offset, earliestOffset: 0, highWatermark: state.next)
        var left = maximumBytes
        for batch in state.batches where batch.header.nextOffset > offset {
            left -= batch.bytes.count
            guard slice.batches.isEmpty || left >= 0 else { break }
            slice.batches.append(batch)
            slice.nextOffset = batch.header.nextOffset
        }
        return slice
    }

    func waitForRecords(at positions: [TopicPartition: Int64], until deadline: MonotonicInstant) async throws {
        while MonotonicInstant.now() < deadline {
            for (partition, offset) in positions where try state(of: partition).next > offset { return }
            lastWaiter += 1
            let waiter = lastWaiter
            let seen = appends
            let left = MonotonicInstant.now().duration(to: deadline)
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { await self.wait(waiter, since: seen) }
                tasks.addTask { try await ContinuousClock().sleep(for: left) }
                defer { wake(waiter) }
                try await tasks.next()
                tasks.cancelAll()
                wake(waiter)
            }
        }
    }

    private func wait(_ waiter: Int64, since seen: Int) async {
        if Task.isCancelled || appends != seen { return }
        await withCheckedContinuation { waiters[waiter] = $0 }
    }

    private func wake(_ waiter: Int64) { waiters.removeValue(forKey: waiter)?.resume() }

    private func wakeAll() {
        appends += 1
        for waiter in Array(waiters.keys) { wake(waiter) }
    }

    func offsets(of partition: TopicPartition) throws -> Range<Int64> { try 0..<state(of: partition).next }

    func position(of partition: TopicPartition, at time: Timestamp) throws -> LogPosition? {
        for batch in try state(of: partition).batches {
            for record in try batch.records() where record.timestamp >= time {
                return LogPosition(offset: record.offset, timestamp: record.timestamp)
            }
        }
        return nil
    }

    private func state(of partition: TopicPartition) throws -> Partition {
        _ = try topic(partition.topic)
        guard let state = partitions[partition] else { throw EventLogError.unknownPartition(partition) }
        if let owner, owner != "here" { throw EventLogError.notOwner(partition, owner: owner) }
        return state
    }

    // MARK: Groups

    func beginGeneration(of group: GroupName) -> Int32 {
        generations[group, default: 0] += 1
        return generations[group, default: 0]
    }

    func commit(_ offsets: [TopicPartition: CommittedOffset], of group: GroupName, generation: Int32?) throws {
        let current = generations[group] ?? 0
        if let generation, generation < current { throw EventLogError.staleGeneration(group, current: current) }
        committed[group, default: [:]].merge(offsets) { $1 }
    }

    func committedOffsets(of group: GroupName) -> [TopicPartition: CommittedOffset] { committed[group] ?? [:] }

    func groups() -> [GroupName] { Set(committed.keys).union(generations.keys).sorted() }

    func deleteGroup(_ group: GroupName) {
        committed[group] = nil
        generations[group] = nil
    }
}
