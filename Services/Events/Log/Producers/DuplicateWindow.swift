import DequeModule
package import MeshCore

/// The events that were appended to a partition of late: by their source and id, within a time, up to a number.
package struct DuplicateWindow: Sendable {
    private struct Memory {
        let event: IdentityFingerprint
        let appendedAt: Timestamp
    }

    private var offsets: [IdentityFingerprint: Int64] = [:]
    private var order: Deque<Memory> = []
    /// How long an event is remembered.
    package var time: Duration
    /// How many are.
    package var limit: Int

    package init(time: Duration, limit: Int) {
        self.time = time
        self.limit = limit
    }

    /// How many events are remembered.
    var count: Int { order.count }

    /// The offset of an event, if it was appended within the window.
    package mutating func offset(of identity: EventIdentity, at now: Timestamp) -> Int64? {
        forget(at: now)
        return offsets[IdentityFingerprint(identity)]
    }

    /// Remembers an event that is appended.
    package mutating func note(_ identity: EventIdentity, offset: Int64, at now: Timestamp) {
        let event = IdentityFingerprint(identity)
        guard limit > 0, offsets[event] == nil else { return }
        offsets[event] = offset
        order.append(Memory(event: event, appendedAt: now))
        forget(at: now)
    }

    /// Forgets events that were noted from an offset on, because they were not written after all.
    package mutating func forget(from offset: Int64) {
        while let last = order.last, offsets[last.event].map({ $0 >= offset }) ?? true {
            offsets[last.event] = nil
            order.removeLast()
        }
    }

    private mutating func forget(at now: Timestamp) {
        while let first = order.first, order.count > limit || first.appendedAt + time < now {
            offsets[first.event] = nil
            order.removeFirst()
        }
    }
}
