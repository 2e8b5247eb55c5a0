/// What will happen in a virtual world, in the order of its time.
struct VirtualAgenda: Sendable {
    /// The latest first, so that the next is taken from the end.
    private var entries: [AgendaEntry] = []

    /// Writes an entry down, behind those of the same moment.
    mutating func add(_ entry: AgendaEntry) {
        let position = entries.firstIndex { $0.time <= entry.time } ?? entries.endIndex
        entries.insert(entry, at: position)
    }

    /// Takes what happens next; nil when nothing will.
    mutating func next() -> AgendaEntry? {
        entries.popLast()
    }

    /// Calls off what an execution waits for.
    mutating func remove(_ key: AgendaKey, of execution: Int) {
        entries.removeAll { $0.execution == execution && $0.key == key }
    }

    /// Calls off everything of an execution.
    mutating func removeAll(of execution: Int) {
        entries.removeAll { $0.execution == execution }
    }
}
