/// The tasks that wait or are under way, so that each can be called off.
struct CallBook<Call> {
    /// Names a task among those of all executions.
    struct Key: Hashable, Sendable {
        let execution: Int64
        let task: Int64
    }

    private enum Entry {
        case waiting
        case calledOff
        case underWay(Call)
    }

    private var entries: [Key: Entry] = [:]

    /// How many are known.
    var count: Int { entries.count }

    /// A task waits.
    mutating func expect(_ key: Key) {
        entries[key] = .waiting
    }

    /// A task's turn has come.
    ///
    /// - Parameter call: Begins it.
    /// - Returns: What began; nil when the task was called off while it waited.
    mutating func begin(_ key: Key, _ call: () -> Call) -> Call? {
        if case .calledOff? = entries[key] { return nil }
        let call = call()
        entries[key] = .underWay(call)
        return call
    }

    /// Nobody waits for a task any more.
    ///
    /// - Returns: What is to be called off; nil when the task has not begun, or is not known.
    mutating func callOff(_ key: Key) -> Call? {
        switch entries[key] {
        case .underWay(let call)?: return call
        case .waiting?: entries[key] = .calledOff
        case .calledOff?, nil: break
        }
        return nil
    }

    /// A task is over.
    mutating func end(_ key: Key) {
        entries[key] = nil
    }
}
