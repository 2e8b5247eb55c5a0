package import EventLog
package import MeshCore

extension JetStreamLog: EventLog {
    /// How often a reader that waits looks for itself, because news may be lost while a server is.
    private static let lookAgain: Duration = .seconds(1)

    // MARK: Appending

    package func append(
        _ records: [LogRecord], to partition: TopicPartition, duplicates: DuplicateRule
    ) async throws -> [AppendOutcome] {
        let bytes = records.reduce(0) { $0 + RecordEncoding.bound(of: $1) }
        guard case .records(let outcomes) = try await append(.records(records, duplicates), bytes, to: partition) else {
            preconditionFailure("Records are answered with their outcomes.")
        }
        return outcomes
    }

    package func append(_ batch: RecordBatch, to partition: TopicPartition) async throws -> BatchReceipt {
        let answer = try await append(.batch(batch), batch.bytes.count, to: partition)
        guard case .batch(let baseOffset, let isDuplicate) = answer else {
            preconditionFailure("A batch is answered with its place.")
        }
        return BatchReceipt(
            baseOffset: baseOffset, isDuplicate: isDuplicate,
            earliestOffset: try await offsets(of: partition).lowerBound)
    }

    private func append(_ work: AppendWork, _ bytes: Int, to partition: TopicPartition) async throws -> AppendAnswer {
        try await counting(bytes) {
            try await with(partition) { _, appender, topic in
                // One caller stores for others as well, who are not cancelled with it; hence a task of its own, awaited.
                try await Task { try await appender.append(work, settings: topic.settings) }.value
            }
        }
    }

    package func makeProducer() async throws -> ProducerIdentity {
        ProducerIdentity(id: try await metadata.makeProducer(), epoch: 0)
    }

    // MARK: Reading

    package func read(
        _ partition: TopicPartition, from offset: Int64, maximumBytes: Int, waitingUntil deadline: MonotonicInstant?
    ) async throws -> LogSlice {
        try await with(partition) { stream, _, _ in
            let slice = try await stream.read(from: offset, maximumBytes: maximumBytes)
            guard let deadline, slice.batches.isEmpty, MonotonicInstant.now() < deadline else { return slice }
            try await waitForRecords(at: [partition: offset], until: deadline)
            return try await stream.read(from: offset, maximumBytes: maximumBytes)
        }
    }

    package func waitForRecords(at positions: [TopicPartition: Int64], until deadline: MonotonicInstant) async throws {
        var streams: [(partition: StreamPartition, offset: Int64)] = []
        for (partition, offset) in positions {
            streams.append((try await with(partition) { stream, _, _ in stream }, offset))
        }
        while MonotonicInstant.now() < deadline {
            let signal = Signal()
            let isOver = try await news.listening(to: streams.compactMap(\.partition.stream.news), signal) {
                for (stream, offset) in streams where try await hasRecord(stream, at: offset, until: deadline) {
                    return true
                }
                try await wait(signal, until: min(deadline, MonotonicInstant.now().advanced(by: Self.lookAgain)))
                return false
            }
            if isOver { return }
        }
    }

    /// Whether there is a record at an offset, or the partition is no more.
    private func hasRecord(
        _ partition: StreamPartition, at offset: Int64, until deadline: MonotonicInstant
    ) async throws -> Bool {
        do {
            return try await partition.offsets(in: partition.state(until: deadline)).upperBound > offset
        } catch is StreamGone {
            return true
        } catch EventLogError.server where MonotonicInstant.now() >= deadline {
            return false
        }
    }

    package func offsets(of partition: TopicPartition) async throws -> Range<Int64> {
        try await with(partition) { stream, _, _ in try await stream.offsets(in: stream.state()) }
    }

    package func position(of partition: TopicPartition, at time: Timestamp) async throws -> LogPosition? {
        try await with(partition) { stream, _, _ in try await stream.position(at: time, expandedBy: decompressor) }
    }

    // MARK: Groups of consumers

    package func beginGeneration(of group: GroupName) async throws -> Int32 {
        let entry = try await metadata.change { mirror in
            var state = mirror.groups[group] ?? GroupState()
            state.generation += 1
            return .group(group, state)
        }
        guard case .group(_, let state) = entry else { preconditionFailure("A generation is a group's.") }
        return state.generation
    }

    package func commit(
        _ offsets: [TopicPartition: CommittedOffset], of group: GroupName, generation: Int32?
    ) async throws {
        try await metadata.change { mirror in
            .group(group, try mirror.committing(offsets, of: group, generation: generation))
        }
    }

    package func committedOffsets(of group: GroupName) async throws -> [TopicPartition: CommittedOffset] {
        try await metadata.current().commits(of: group).mapValues(\.offset)
    }

    package func groups() async throws -> [GroupName] { try await metadata.current().groups.keys.sorted() }

    package func deleteGroup(_ group: GroupName) async throws {
        try await metadata.change { mirror in mirror.groups[group] == nil ? nil : .noGroup(group) }
    }
}
