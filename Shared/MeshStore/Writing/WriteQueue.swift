import DequeModule

/// Who waits to write, and whether somebody is at it: the bounded queue in front of the writer's connection.
struct WriteQueue {
    /// What the caller must do after adding a write.
    enum Order: Equatable {
        /// Start the drain: nobody is at it.
        case drain
        /// Nothing: the running drain will come to it.
        case wait
    }

    private var waiting: Deque<QueuedWrite> = []
    private var isDraining = false
    private var lastID: UInt64 = 0
    private var ending: StoreError?
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    var count: Int { waiting.count }

    /// Puts a write at the end.
    ///
    /// - Returns: The write's number, and what to do next.
    /// - Throws: ``StoreError/overloaded(limit:)`` when the queue is full, or what ended it.
    mutating func add(_ write: QueuedWrite) throws(StoreError) -> (id: UInt64, order: Order) {
        if let ending { throw ending }
        guard waiting.count < limit else { throw .overloaded(limit: limit) }
        lastID += 1
        var write = write
        write.id = lastID
        waiting.append(write)
        guard !isDraining else { return (lastID, .wait) }
        isDraining = true
        return (lastID, .drain)
    }

    /// Takes the write that has waited longest.
    ///
    /// - Parameter count: The writes in its transaction before it.
    /// - Returns: nil also when there are such and it shares with none.
    mutating func takeFirst(joining count: Int = 0) -> QueuedWrite? {
        if count > 0, let first = waiting.first, first.isAlone { return nil }
        return waiting.popFirst()
    }

    /// Takes back a write that has not begun; nil when it has.
    mutating func cancel(_ id: UInt64) -> QueuedWrite? {
        guard let index = waiting.firstIndex(where: { $0.id == id }) else { return nil }
        return waiting.remove(at: index)
    }

    /// Asks whether the drain goes on; if not, the next write starts another.
    mutating func drainsOn() -> Bool {
        isDraining = !waiting.isEmpty
        return isDraining
    }

    /// Refuses every later write with this error; the first reason stays.
    mutating func end(with error: StoreError) {
        ending = ending ?? error
    }

    /// The reason for which writes are refused, if they are.
    var refusal: StoreError? { ending }
}
