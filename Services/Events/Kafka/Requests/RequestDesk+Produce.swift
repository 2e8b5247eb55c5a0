import EventLog
import KafkaProtocol

extension RequestDesk {
    /// Whether a request may be begun before those before it are answered: one that appends, where the log keeps batches in the
    /// order in which they are handed to it.
    ///
    /// - Throws: ``WireError`` for a malformed request.
    func mayOverlap(_ frame: RequestFrame) throws(WireError) -> Bool {
        guard frame.header.api == .produce else { return false }
        return try frame.body(as: ProduceRequest.self).topics.allSatisfy { topic in
            guard let name = TopicName(topic.name) else { return false }
            return topic.partitions.allSatisfy { log.keepsOrder(of: TopicPartition(name, Int($0.index))) }
        }
    }

    /// Appends batches. They are on disk before the answer, whatever acknowledgement was asked for; who wants none gets none.
    func produce(_ frame: RequestFrame) async throws -> [ArraySlice<UInt8>]? {
        let request = try frame.body(as: ProduceRequest.self)
        let response = ProduceResponse(topics: try await append(request, version: frame.header.version))
        if request.acks == 0 {
            let failure = response.topics.lazy.flatMap(\.partitions).first { $0.error != .none }
            if let failure { throw UnacknowledgedFailure(code: failure.error) }
            return nil
        }
        return try ProduceRequest.frame(
            of: response, version: frame.header.version, correlation: frame.header.correlation)
    }

    /// All partitions at once, so that they share the log's syncs; each is handed to the log before this waits for anything.
    private func append(_ request: ProduceRequest, version: Int16) async throws -> [ProduceResponse.Topic] {
        var answers = request.topics.map { topic in
            ProduceResponse.Topic(
                name: topic.name, partitions: topic.partitions.map { ProduceResponse.Topic.Partition(index: $0.index) })
        }
        let isRefused = !(-1...1).contains(request.acks) || request.transactionalID != nil
        try await withThrowingTaskGroup(of: (Int, Int, ProduceResponse.Topic.Partition).self) { tasks in
            for (place, topic) in request.topics.enumerated() {
                for (position, partition) in topic.partitions.enumerated() {
                    tasks.addImmediateTask {
                        let answer =
                            isRefused
                            ? refused(partition, acks: request.acks)
                            : try await append(partition, to: topic.name, version: version)
                        return (place, position, answer)
                    }
                }
            }
            for try await (place, position, answer) in tasks { answers[place].partitions[position] = answer }
        }
        return answers
    }

    private func refused(
        _ partition: ProduceRequest.Topic.Partition, acks: Int16
    ) -> ProduceResponse.Topic.Partition {
        ProduceResponse.Topic.Partition(
            index: partition.index,
            error: (-1...1).contains(acks) ? .transactionalIDAuthorizationFailed : .invalidRequiredAcks)
    }

    private func append(
        _ partition: ProduceRequest.Topic.Partition, to topic: String, version: Int16
    ) async throws -> ProduceResponse.Topic.Partition {
        var answer = ProduceResponse.Topic.Partition(index: partition.index)
        do {
            guard let name = TopicName(topic) else {
                answer.error = .invalidTopic
                return answer
            }
            let batch = try checked(partition.records ?? [], version: version)
            answer.recordErrors = try faults(in: batch)
            guard answer.recordErrors.isEmpty else {
                answer.error = .invalidRecord
                answer.errorMessage = "\(answer.recordErrors.count) of the batch's records do not fit their schemas"
                return answer
            }
            let receipt = try await log.append(batch, to: TopicPartition(name, Int(partition.index)))
            answer.baseOffset = receipt.baseOffset
            answer.logStartOffset = receipt.earliestOffset
        } catch {
            answer.error = try code(for: error)
            if let error = error as? EventLogError { answer.errorMessage = error.description }
        }
        return answer
    }

    /// The one batch that a partition's records are, looked through as far as the log does not: that there is nothing behind
    /// it, and that its records are those that its header counts, without gaps.
    ///
    /// - Throws: ``BatchDefect``.
    private func checked(_ records: ArraySlice<UInt8>, version: Int16) throws(BatchDefect) -> RecordBatch {
        let batch = try RecordBatch(records)
        let header = batch.header
        guard batch.bytes.count == records.count, header.recordCount > 0,
            Int64(header.recordCount) == Int64(header.lastOffsetDelta) + 1,
            (0...(Int64.max >> 1)).contains(header.baseOffset)
        else { throw .count }
        // Clients that send older requests would not be able to read it (KIP-110).
        if header.compression == .zstd, version < 7 { throw .compression }
        // The log looks through records that lie open; those that are compressed it takes as they are.
        guard header.compression != BatchCompression.none else { return batch }
        let found = try batch.records(expandedBy: compression)
        guard zip(0..., found).allSatisfy({ $1.offset == header.baseOffset + $0 }) else { throw .count }
        return batch
    }

    /// Which records of a batch are refused, and why: the batch is appended whole or not at all, as Kafka's brokers do it
    /// (KIP-467).
    private func faults(
        in batch: RecordBatch
    ) throws -> [ProduceResponse.Topic.Partition.RecordError] {
        // What cannot be opened is refused by the log, with its reason.
        guard let inspector, try inspector.isNeeded(), let records = try? batch.records(expandedBy: compression) else {
            return []
        }
        var faults: [ProduceResponse.Topic.Partition.RecordError] = []
        for (place, record) in records.enumerated() {
            if let fault = try inspector.fault(in: record) {
                faults.append(.init(batchIndex: Int32(place), message: fault))
            }
        }
        return faults
    }

    /// Gives a producer an identity. One that asks to go on with its own gets a new one, as from Kafka.
    func initProducerID(
        _ request: InitProducerIDRequest, _ header: RequestHeader
    ) async throws -> InitProducerIDResponse {
        guard request.transactionalID == nil else {
            return InitProducerIDResponse(error: .transactionalIDAuthorizationFailed)
        }
        do {
            let producer = try await log.makeProducer()
            return InitProducerIDResponse(producerID: producer.id, producerEpoch: producer.epoch)
        } catch {
            return InitProducerIDResponse(error: try code(for: error))
        }
    }
}
