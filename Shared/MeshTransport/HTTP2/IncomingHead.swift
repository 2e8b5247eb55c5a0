import NIOCore

/// The head that a session is reading; it reads one at a time (RFC 9113, section 6.10).
struct IncomingHead {
    /// The fields of a head this many times over the limit are no mistake but an attack on our memory or time.
    private static let hostileFactor = 8

    private let limit: Int
    private var block = HeaderBlock(reservingFields: 16, bytes: 512)
    private var listSize = 0
    /// Since when it is on its way; nil when none is.
    private(set) var startedAt: NIODeadline?

    /// - Parameter limit: The size that a list may have, as SETTINGS_MAX_HEADER_LIST_SIZE counts it.
    init(limit: Int) {
        self.limit = limit
    }

    /// A head begins. Its fields go where the last one's were, if whoever was given that one has let go of it.
    mutating func begin(at now: NIODeadline) {
        block.removeAll()
        listSize = 0
        startedAt = now
    }

    /// Takes a field in, or counts it only when the head is too large already.
    ///
    /// - Returns: False when the head is so large that nobody sends it by mistake.
    mutating func append(
        name: UnsafeBufferPointer<UInt8>, value: UnsafeBufferPointer<UInt8>, isSensitive: Bool
    ) -> Bool {
        listSize += name.count + value.count + 32
        guard listSize <= limit else { return listSize <= limit * Self.hostileFactor }
        unsafe block.append(name: name, value: value, isSensitive: isSensitive)
        return true
    }

    /// The head is complete.
    mutating func take() -> (HeaderBlock, isOverLimit: Bool) {
        startedAt = nil
        return (block, listSize > limit)
    }
}
