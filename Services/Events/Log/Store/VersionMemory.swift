import Synchronization

/// What was read of the store last, as long as nobody commits: what every request or group asks for, and what hardly ever changes.
final class VersionMemory<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct State {
        var version: Int64 = 0
        var values: [Key: Value] = [:]
    }

    private let state = Mutex(State())

    /// What was read at a version of the store; nil when it was not, or at another version.
    func value(of key: Key, at version: Int64) -> Value? {
        state.withLock { $0.version == version ? $0.values[key] : nil }
    }

    /// Keeps a value, and forgets those of other versions.
    ///
    /// - Parameter version: Of the store, before the value was read.
    func keep(_ value: Value, of key: Key, at version: Int64) {
        state.withLock { state in
            if state.version != version { state = State(version: version) }
            state.values[key] = value
        }
    }
}
