import EventLog
import EventsAPI
import Logging
import MeshCore
import MeshRuntime
import Synchronization

/// Appends the records of requests, and tells what became of each.
final class RecordPublisher: Sendable {
    private let metrics = PublishMetrics()
    private let instance: String
    private let logger: Logger
    /// Grows with every record, so that those without key and identity go round the partitions.
    private let turn = Atomic(0)

    /// - Parameter instance: The id of this instance.
    init(instance: String, logger: Logger) {
        self.instance = instance
        self.logger = logger
    }

    /// Appends what can be appended.
    ///
    /// - Parameters:
    ///   - drafts: At least one.
    ///   - topic: Where.
    ///   - partition: The partition; nil to find that of each record by its key.
    /// - Returns: One receipt for each draft, in their order.
    /// - Throws: ``EventsError/invalid(_:)`` when all were rejected; what kept all others from being appended.
    func publish(
        _ drafts: [RecordDraft], to topic: Topic, partition: Int?, through log: SharedLog
    ) async throws -> [RecordReceipt] {
        var records: [LogRecord] = []
        records.reserveCapacity(drafts.count)
        for case .success(let record) in drafts { records.append(record) }
        let outcomes = records.isEmpty ? [] : try await append(records, to: topic, partition: partition, through: log)
        var next = outcomes.makeIterator()
        let receipts = drafts.map { draft -> RecordReceipt in
            switch draft {
            case .failure(let rejection):
                return RecordReceipt(.rejected, reason: rejection.reason, errors: rejection.errors)
            case .success:
                guard let outcome = next.next() else { preconditionFailure("a record has no outcome") }
                return receipt(of: outcome)
            }
        }
        metrics.count(receipts)
        try refuseIfNoneWasTaken(receipts, outcomes)
        return receipts
    }

    private func append(
        _ records: [LogRecord], to topic: Topic, partition: Int?, through log: SharedLog
    ) async throws -> [RoutedOutcome] {
        guard let partition else {
            let turn = turn.wrappingAdd(records.count, ordering: .relaxed).oldValue
            // What may be in any partition stays here, where nobody else has to be asked; and those that nobody has opened have
            // their turn, too.
            var own: [Int] = []
            own.reserveCapacity(topic.partitions.count)
            for (index, partition) in topic.partitions.enumerated() where partition.owner ?? instance == instance {
                own.append(index)
            }
            return await log.append(records, to: topic, duplicates: .leaveOut, turn: turn, dealt: own)
        }
        let place = topic.partition(partition)
        let outcomes = try await log.append(records, to: place, duplicates: .leaveOut)
        return outcomes.map { RoutedOutcome(partition: place, result: .success($0)) }
    }

    private func receipt(of outcome: RoutedOutcome) -> RecordReceipt {
        let partition = outcome.partition.partition
        switch outcome.result {
        case .success(.appended(let offset)): return RecordReceipt(.accepted, partition: partition, offset: offset)
        case .success(.duplicate(let offset)): return RecordReceipt(.duplicate, partition: partition, offset: offset)
        case .success(.tooLarge(let limit)):
            let reason = "The record does not fit into a batch of \(limit) bytes."
            return RecordReceipt(
                .rejected, partition: partition, reason: reason,
                errors: [FieldError(field: "", code: "too_large", message: reason)])
        case .failure(let error):
            let problem = (error as? any ProblemConvertible)?.problem
            return RecordReceipt(
                .failed, partition: partition, reason: problem?.detail ?? "It is not known whether it was appended.")
        }
    }

    /// What nobody was told of each record, the whole request is told: a status by which it is sent again, or is not.
    private func refuseIfNoneWasTaken(_ receipts: [RecordReceipt], _ outcomes: [RoutedOutcome]) throws {
        let failures = outcomes.compactMap { outcome -> (any Error)? in
            if case .failure(let error) = outcome.result { error } else { nil }
        }
        let isAnyTaken = receipts.contains { $0.outcome == .accepted || $0.outcome == .duplicate }
        if let first = failures.first {
            guard isAnyTaken else { throw first }
            logger.warning(
                "Failed to append some records of a request",
                metadata: ["records": "\(failures.count)", "error": "\(first)"])
        } else if !isAnyTaken {
            throw EventsError.invalid(receipts.flatMap { $0.errors ?? [] })
        }
    }
}
