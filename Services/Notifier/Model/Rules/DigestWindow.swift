import MeshCore

/// A time in which notifications of one kind are gathered for one recipient, to be sent as one. The first one opens it.
///
/// It is closed once: whoever closes it says which revision they have read, and loses when another was faster, or when
/// something came in between. What comes later opens the next.
struct DigestWindow: Sendable, Hashable {
    let opened: Timestamp
    let ends: Timestamp
    private(set) var count = 0
    /// Grows with each change.
    private(set) var revision: Int64 = 0
    private(set) var isClosed = false

    /// - Parameters:
    ///   - opened: When the first notification came.
    ///   - length: How long it gathers.
    init(opened: Timestamp, length: Duration) {
        self.opened = opened
        ends = opened + length
    }

    /// One that was kept, and is open.
    init(opened: Timestamp, ends: Timestamp, count: Int, revision: Int64) {
        self.opened = opened
        self.ends = ends
        self.count = count
        self.revision = revision
    }

    /// Gathers a notification.
    ///
    /// - Returns: Whether it is in; when not, it opens the next window.
    mutating func gather(at moment: Timestamp) -> Bool {
        guard !isClosed, moment < ends else { return false }
        count += 1
        revision += 1
        return true
    }

    /// Closes it.
    ///
    /// - Parameter known: The revision that the digest was written of.
    /// - Returns: Whether the digest may be sent.
    mutating func close(at moment: Timestamp, known: Int64) -> Bool {
        guard !isClosed, moment >= ends, known == revision else { return false }
        isClosed = true
        revision += 1
        return true
    }
}
