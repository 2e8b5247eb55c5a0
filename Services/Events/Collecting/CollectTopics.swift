import EventLog
import Synchronization

/// Appends to the topics of what is collected, which are made when they are first needed.
final class CollectTopics: Sendable {
    private let known = Mutex<[TopicName: Topic]>([:])

    /// Appends records to where their keys belong; those that are there already are left out.
    ///
    /// - Parameters:
    ///   - records: Each with an identity.
    ///   - kind: Where.
    /// - Returns: One result for each record, in their order.
    /// - Throws: `EventLogError` when the topic can be neither found nor made.
    func append(
        _ records: [LogRecord], to kind: CollectTopic, through log: some EventLog
    ) async throws -> [RoutedOutcome] {
        guard !records.isEmpty else { return [] }
        let outcomes = await log.append(records, to: try await topic(kind, in: log), duplicates: .leaveOut)
        guard outcomes.contains(where: Self.isOutdated) else { return outcomes }
        // The topic was removed, and perhaps made again with other partitions. What is there by now is left out.
        known.withLock { $0[kind.name] = nil }
        return await log.append(records, to: try await topic(kind, in: log), duplicates: .leaveOut)
    }

    /// The topic; made when there is none.
    private func topic(_ kind: CollectTopic, in log: some EventLog) async throws -> Topic {
        if let topic = known.withLock({ $0[kind.name] }) { return topic }
        let topic = try await findOrMake(kind, in: log)
        known.withLock { $0[kind.name] = topic }
        return topic
    }

    private func findOrMake(_ kind: CollectTopic, in log: some EventLog) async throws -> Topic {
        do {
            return try await log.topic(kind.name)
        } catch EventLogError.unknownTopic {
            do {
                return try await log.createTopic(
                    kind.name, partitionCount: kind.partitionCount, settings: kind.settings)
            } catch EventLogError.topicExists {
                // Another request, or another instance, was faster.
                return try await log.topic(kind.name)
            }
        }
    }

    private static func isOutdated(_ outcome: RoutedOutcome) -> Bool {
        guard case .failure(let error as EventLogError) = outcome.result else { return false }
        if case .unknownTopic = error { return true }
        if case .unknownPartition = error { return true }
        return false
    }
}
