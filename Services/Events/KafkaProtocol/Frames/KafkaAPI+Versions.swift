/// Which versions of each API are spoken: the one table of them.
///
/// The newest ones are left out where they need what the log has not:
/// - Produce from 11 on belongs to the newer protocol of transactions (KIP-890); Fetch from 13 on, OffsetCommit from 9 on,
///   OffsetFetch from 9 on name topics by id alone (KIP-516) or belong to the newer protocol of groups (KIP-848).
/// - ListOffsets 7 asks for the record of the latest time (KIP-734), by which the log does not find records.
/// - Produce before 3 and Fetch before 4 carry message sets instead of record batches. The clients of the last eight years
///   (librdkafka 1.x and 2.x, kcat, Java from 0.11 on, kafka-python) do not send them, so there is no conversion.
extension KafkaAPI {
    /// The versions whose messages can be read and written.
    package var versions: ClosedRange<Int16> {
        switch self {
        case .produce: 3...10
        case .fetch: 4...12
        case .listOffsets: 0...6
        case .metadata: 0...12
        case .offsetCommit: 2...8
        case .offsetFetch: 1...8
        case .findCoordinator: 0...4
        case .joinGroup: 0...9
        case .heartbeat: 0...4
        case .leaveGroup: 0...5
        case .syncGroup: 0...5
        case .describeGroups: 0...5
        case .listGroups: 0...4
        case .saslHandshake: 0...1
        case .apiVersions: 0...3
        case .createTopics: 0...7
        case .deleteTopics: 0...6
        case .initProducerID: 0...4
        case .offsetForLeaderEpoch: 2...4
        case .describeConfigs: 0...4
        case .createPartitions: 0...3
        case .deleteGroups: 0...2
        }
    }

    /// The versions that a broker tells its clients. librdkafka compresses nothing unless Produce 0 is among them
    /// (KAFKA-18659), so it is, though a request of versions 0 to 2 is then refused.
    package var advertisedVersions: ClosedRange<Int16> {
        self == .produce ? 0...versions.upperBound : versions
    }

    /// The first version with compact lengths and tagged fields (KIP-482); nil where there is none.
    package var firstFlexibleVersion: Int16? {
        switch self {
        case .produce: 9
        case .fetch: 12
        case .listOffsets: 6
        case .metadata: 9
        case .offsetCommit: 8
        case .offsetFetch: 6
        case .findCoordinator: 3
        case .joinGroup: 6
        case .heartbeat: 4
        case .leaveGroup: 4
        case .syncGroup: 4
        case .describeGroups: 5
        case .listGroups: 3
        case .saslHandshake: nil
        case .apiVersions: 3
        case .createTopics: 5
        case .deleteTopics: 4
        case .initProducerID: 2
        case .offsetForLeaderEpoch: 4
        case .describeConfigs: 4
        case .createPartitions: 2
        case .deleteGroups: 2
        }
    }

    /// Whether the version is a flexible one.
    package func isFlexible(_ version: Int16) -> Bool {
        firstFlexibleVersion.map { version >= $0 } ?? false
    }
}
