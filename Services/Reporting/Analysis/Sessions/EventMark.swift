package import MeshCore

/// A place in the order of a visitor's events.
package struct EventMark: Hashable, Sendable, Comparable {
    package let time: Timestamp
    package let id: UInt64

    package init(time: Timestamp, id: UInt64) {
        self.time = time
        self.id = id
    }

    /// The place of an event.
    package init(_ event: ReportEvent) {
        self.init(time: event.time, id: event.id)
    }

    package static func < (left: EventMark, right: EventMark) -> Bool {
        (left.time, left.id) < (right.time, right.id)
    }
}
