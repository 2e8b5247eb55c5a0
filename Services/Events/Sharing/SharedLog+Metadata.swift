import EventLog

/// Topics and groups are kept in the store that all instances share, so each instance does what is asked of it by itself.
extension SharedLog {
    @discardableResult
    func createTopic(_ name: TopicName, partitionCount: Int, settings: TopicSettings) async throws -> Topic {
        try await local.createTopic(name, partitionCount: partitionCount, settings: settings)
    }

    func changeTopic(_ name: TopicName, settings: TopicSettings) async throws {
        try await local.changeTopic(name, settings: settings)
    }

    func deleteTopic(_ name: TopicName) async throws { try await local.deleteTopic(name) }

    func topic(_ name: TopicName) async throws -> Topic { try await local.topic(name) }

    func topics() async throws -> [Topic] { try await local.topics() }

    func makeProducer() async throws -> ProducerIdentity { try await local.makeProducer() }

    func beginGeneration(of group: GroupName) async throws -> Int32 { try await local.beginGeneration(of: group) }

    func commit(
        _ offsets: [TopicPartition: CommittedOffset], of group: GroupName, generation: Int32?
    ) async throws {
        try await local.commit(offsets, of: group, generation: generation)
    }

    func committedOffsets(of group: GroupName) async throws -> [TopicPartition: CommittedOffset] {
        try await local.committedOffsets(of: group)
    }

    func groups() async throws -> [GroupName] { try await local.groups() }

    func deleteGroup(_ group: GroupName) async throws { try await local.deleteGroup(group) }
}
