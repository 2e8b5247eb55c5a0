import MeshCore

/// A timer of an execution.
struct TimerEntry: Hashable, Sendable {
    struct Key: Hashable, Sendable {
        let execution: Int64
        let timer: Int64
    }

    let key: Key
    let due: Timestamp
}
