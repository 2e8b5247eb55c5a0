import EventLog
import MeshCore
import MeshTransport

extension SharedLog {
    func waitForRecords(at positions: [TopicPartition: Int64], until end: MonotonicInstant) async throws {
        let owners = try await owners(of: positions.keys.map(\.topic))
        var here: [TopicPartition: Int64] = [:]
        var elsewhere: [String: [TopicPartition: Int64]] = [:]
        for (partition, offset) in positions {
            if let owner = owners[partition], try await peers.peer(owner) != nil {
                elsewhere[owner, default: [:]][partition] = offset
            } else {
                here[partition] = offset
            }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            if !here.isEmpty {
                group.addTask { [local, here] in try await local.waitForRecords(at: here, until: end) }
            }
            for (owner, share) in elsewhere {
                guard let peer = try await peers.peer(owner) else { continue }
                group.addTask {
                    let wait = max(.zero, MonotonicInstant.now().duration(to: end))
                    do {
                        try await peer.waitForRecords(at: share, for: wait, deadline: callDeadline(after: wait))
                    } catch is ExchangeFailure {
                        // An owner that went away is a reason to look again.
                    }
                }
            }
            // Whoever is first has found something, or the time is over.
            _ = try await group.next()
            group.cancelAll()
        }
    }

    /// Who owns the partitions of some topics.
    private func owners(of topics: [TopicName]) async throws -> [TopicPartition: String] {
        var owners: [TopicPartition: String] = [:]
        for name in Set(topics) {
            let topic = try await local.topic(name)
            for (number, partition) in topic.partitions.enumerated() {
                owners[topic.partition(number)] = partition.owner
            }
        }
        return owners
    }
}
