import Synchronization

/// Topics as they were read last: every request asks for one, and they hardly ever change.
final class TopicMemory: Sendable {
    private struct State {
        var version: Int64 = 0
        var topics: [TopicName: Topic] = [:]
    }

    private let state = Mutex(State())

    /// A topic that was read at a version of the store; nil when it was not, or at another version.
    func topic(_ name: TopicName, at version: Int64) -> Topic? {
        state.withLock { $0.version == version ? $0.topics[name] : nil }
    }

    /// Keeps a topic, and forgets those of other versions.
    ///
    /// - Parameter version: Of the store, before the topic was read.
    func keep(_ topic: Topic, at version: Int64) {
        state.withLock { state in
            if state.version != version { state = State(version: version) }
            state.topics[topic.name] = topic
        }
    }
}
