import EventLog
import MeshCore

/// What the stream of the metadata says, up to a message. No I/O.
struct MetadataMirror: Sendable {
    /// The message that says that something is no more.
    struct Removal: Sendable {
        let sequence: UInt64
        let storedAt: Timestamp
    }

    private(set) var topics: [TopicName: Topic] = [:]
    private(set) var groups: [GroupName: GroupState] = [:]
    /// What was removed, by its subject, and when: messages that say nothing once everybody has read them.
    private(set) var removals: [String: Removal] = [:]
    /// The last message that is in it.
    private(set) var lastSequence: UInt64 = 0
    /// Its id.
    private(set) var lastID = ""

    /// Takes the next message.
    ///
    /// - Throws: ``EventLogError/server(detail:)`` when it is none of ours.
    mutating func take(_ message: StoredMessage) throws(EventLogError) {
        guard message.sequence > lastSequence else { return }
        guard let entry = MetadataEntry(payload: message.payload) else {
            throw .server(detail: "message \(message.sequence) of the metadata is not understood")
        }
        switch entry {
        case .topic(let topic): topics[topic.name] = topic
        case .noTopic(let name): topics[name] = nil
        case .group(let name, let state): groups[name] = state
        case .noGroup(let name): groups[name] = nil
        case .producer: break
        }
        switch entry {
        case .noTopic, .noGroup:
            removals[entry.subject] = Removal(sequence: message.sequence, storedAt: message.storedAt)
        case .topic, .group, .producer: removals[entry.subject] = nil
        }
        lastSequence = message.sequence
        lastID = message.id
    }

    /// Forgets what was removed.
    mutating func forgetRemoval(of subject: String) { removals[subject] = nil }

    /// A topic.
    ///
    /// - Throws: ``EventLogError/unknownTopic(_:)``.
    func topic(_ name: TopicName) throws(EventLogError) -> Topic {
        guard let topic = topics[name] else { throw .unknownTopic(name) }
        return topic
    }

    /// What a group has committed in topics that there are.
    func commits(of group: GroupName) -> [TopicPartition: GroupState.Commit] {
        (groups[group]?.commits ?? [:]).filter { topics[$0.key.topic]?.id == $0.value.topic }
    }

    /// What a group is after a commit.
    ///
    /// - Throws: ``EventLogError/staleGeneration(_:current:)``, ``EventLogError/unknownTopic(_:)``,
    ///   ``EventLogError/unknownPartition(_:)``.
    func committing(
        _ offsets: [TopicPartition: CommittedOffset], of group: GroupName, generation: Int32?
    ) throws(EventLogError) -> GroupState {
        var state = groups[group] ?? GroupState()
        if let generation, generation != state.generation {
            throw .staleGeneration(group, current: state.generation)
        }
        state.commits = commits(of: group)
        for (partition, offset) in offsets {
            let topic = try topic(partition.topic)
            guard topic.partitions.indices.contains(partition.partition) else { throw .unknownPartition(partition) }
            state.commits[partition] = GroupState.Commit(topic: topic.id, offset: offset)
        }
        return state
    }

    /// The least offset that some groups have yet to read in a partition; nil when there are no groups.
    func leastCommit(of groups: Set<GroupName>, in partition: TopicPartition) -> Int64? {
        groups.map { commits(of: $0)[partition]?.offset.offset ?? 0 }.min()
    }
}
