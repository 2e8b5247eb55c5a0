import EventLog
import KafkaProtocol
import MeshCore

extension RequestDesk {
    /// Reads batches, and waits until there are as many bytes as the client finds worth an answer.
    ///
    /// The log hands out batches as they lie in it. Sessions are not kept: a client that asks for one is told 0 and names its
    /// partitions each time, as KIP-227 has it for brokers that do not want to remember them.
    func fetch(_ request: FetchRequest, _ header: RequestHeader) async throws -> FetchResponse {
        guard request.sessionID == 0 else { return FetchResponse(error: .fetchSessionIDNotFound) }
        var reads: [[PartitionRead]] = []
        for topic in request.topics {
            var partitions: [PartitionRead] = []
            for partition in topic.partitions { partitions.append(try await begin(partition, of: topic.name)) }
            reads.append(partitions)
        }
        let deadline = now().advanced(by: min(max(request.maxWait, .zero), configuration.fetchWait))
        try await read(&reads, request, until: deadline)
        return FetchResponse(
            topics: zip(request.topics, reads).map { topic, reads in
                FetchResponse.Topic(
                    name: topic.name,
                    partitions: reads.map { read in
                        var answer = read.answer
                        answer.records = read.records
                        return answer
                    })
            })
    }

    private func read(
        _ reads: inout [[PartitionRead]], _ request: FetchRequest, until deadline: MonotonicInstant
    ) async throws {
        let limit = min(max(Int(request.maxBytes), 0), configuration.fetchLimit)
        let wanted = min(max(Int(request.minBytes), 0), limit)
        var found = try await readAll(&reads, limit: limit, found: 0)
        while true {
            let open = reads.joined().filter { $0.answer.error == .none }
            // An error is an answer, too.
            let isDone = found >= wanted || open.isEmpty || open.count < reads.joined().count
            if isDone || now() >= deadline { return }
            let positions = Dictionary(
                open.compactMap { read in read.partition.map { ($0, read.nextOffset) } }, uniquingKeysWith: min)
            let before = found
            do {
                try await log.waitForRecords(at: positions, until: deadline)
            } catch is EventLogError {
                // Reading once more tells which partition it is about.
                _ = try await readAll(&reads, limit: limit, found: found)
                return
            }
            found = try await readAll(&reads, limit: limit, found: found)
            // There is more, and it does not fit any more.
            if found > 0, found == before { return }
        }
    }

    /// Reads what there is of each partition.
    ///
    /// - Parameter found: How many bytes had been read before.
    /// - Returns: How many bytes have been read now.
    private func readAll(_ reads: inout [[PartitionRead]], limit: Int, found: Int) async throws -> Int {
        var found = found
        for place in reads.indices {
            for position in reads[place].indices {
                found += try await readOn(&reads[place][position], left: limit - found, isFirst: found == 0)
            }
        }
        return found
    }

    /// - Returns: How many bytes were added.
    private func readOn(_ read: inout PartitionRead, left: Int, isFirst: Bool) async throws -> Int {
        guard read.answer.error == .none, let partition = read.partition else { return 0 }
        let before = read.byteCount
        let room = min(left, read.limit - before)
        // A first batch is sent however large it is, so that a consumer is never stuck before it.
        guard room > 0 || isFirst else { return 0 }
        do {
            let slice = try await log.read(
                partition, from: read.nextOffset, maximumBytes: max(room, 1), waitingUntil: nil)
            let isAlone = isFirst && slice.batches.first.map { $0.bytes.count > room } ?? false
            read.take(slice, atMost: isAlone ? nil : room)
        } catch {
            read.answer.error = try code(for: error)
        }
        return read.byteCount - before
    }

    private func begin(_ partition: FetchRequest.Topic.Partition, of topic: String) async throws -> PartitionRead {
        var answer = FetchResponse.Topic.Partition(index: partition.index, abortedTransactions: nil)
        let place = TopicName(topic).map { TopicPartition($0, Int(partition.index)) }
        do {
            answer.error =
                if let place { try await epochError(place, known: partition.currentLeaderEpoch) } else { .invalidTopic }
        } catch {
            answer.error = try code(for: error)
        }
        return PartitionRead(
            partition: place, limit: max(Int(partition.maxBytes), 0), nextOffset: partition.fetchOffset, answer: answer)
    }

    /// Whether who asks knows another epoch of the partition (KIP-320).
    func epochError(_ partition: TopicPartition, known: Int32) async throws -> KafkaErrorCode {
        guard known >= 0 else { return .none }
        let topic = try await log.topic(partition.topic)
        guard topic.partitions.indices.contains(partition.partition) else { return .unknownTopicOrPartition }
        let epoch = topic.partitions[partition.partition].epoch
        return known == epoch ? .none : known < epoch ? .fencedLeaderEpoch : .unknownLeaderEpoch
    }
}
