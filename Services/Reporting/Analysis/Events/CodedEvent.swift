package import MeshCore

/// An event in 40 bytes: which it is, whose, when, and numbers for what it says (``EventTables``).
package struct CodedEvent: Hashable, Sendable {
    /// 64 bits of its identity; the same event sent twice has the same.
    package let id: UInt64
    /// 64 bits that stand for the visitor at the site.
    package let visitor: UInt64
    package let time: Timestamp
    package let received: Timestamp
    /// The number of what it says of its visit.
    package let visit: UInt32
    /// The number of what it says besides.
    package let content: UInt32

    package init(
        id: UInt64, visitor: UInt64, time: Timestamp, received: Timestamp, visit: UInt32, content: UInt32
    ) {
        self.id = id
        self.visitor = visitor
        self.time = time
        self.received = received
        self.visit = visit
        self.content = content
    }

    /// The same event with the numbers of other tables.
    package func renumbered(visit: UInt32, content: UInt32) -> CodedEvent {
        CodedEvent(id: id, visitor: visitor, time: time, received: received, visit: visit, content: content)
    }

    /// By visitor, then in the order in which a visitor's events are looked at.
    static func isBefore(_ left: CodedEvent, _ right: CodedEvent) -> Bool {
        if left.visitor != right.visitor { return left.visitor < right.visitor }
        if left.time != right.time { return left.time < right.time }
        return left.id < right.id
    }

    /// Whether both are one event, sent twice.
    func isSame(as other: CodedEvent) -> Bool {
        id == other.id && time == other.time && visitor == other.visitor
    }
}
