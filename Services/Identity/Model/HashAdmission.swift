/// Decides which password hashes may wait for a thread: a pure count of those that run or wait.
///
/// Every hash takes 19 MiB and some 20 ms of a core. Without a bound a burst of logins would take the machine's memory, and each
/// would wait longer than its caller does.
struct HashAdmission: Sendable {
    /// Hashes that run at once: the threads.
    let threads: Int
    /// Hashes that may wait for a thread.
    let queue: Int
    private(set) var admitted = 0

    init(threads: Int, queue: Int) {
        self.threads = threads
        self.queue = queue
    }

    enum Decision: Equatable {
        case admit
        /// Every place is taken; a place is free again by then, as far as can be told.
        case refuse(retryAfter: Duration)
    }

    /// A caller asks for a hash.
    mutating func requested() -> Decision {
        guard admitted < threads + queue else { return .refuse(retryAfter: .seconds(1)) }
        admitted += 1
        return .admit
    }

    /// An admitted hash was computed, or given up by its caller.
    mutating func finished() {
        precondition(admitted > 0, "a hash ended that was never admitted")
        admitted -= 1
    }
}
