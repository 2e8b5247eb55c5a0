/// What events say, each different saying once: what ``CodedEvent`` names by numbers.
package struct EventTables: Sendable {
    /// What is of the event's visit, each ascending by dimension.
    package private(set) var visits = Numbered<[EventProperty]>()
    package private(set) var contents = Numbered<EventContent>()

    package init() {}

    /// The number of a visit's properties.
    ///
    /// - Parameter properties: Of dimensions of ``DimensionScope/visit``, ascending.
    package mutating func visit(_ properties: [EventProperty]) -> UInt32 { visits.number(of: properties) }

    /// The number of what an event says besides.
    package mutating func content(_ content: EventContent) -> UInt32 { contents.number(of: content) }

    /// An event with numbers for what it says.
    package mutating func code(_ event: ReportEvent) -> CodedEvent {
        CodedEvent(
            id: event.id, visitor: event.visitor, time: event.time, received: event.received,
            visit: visit(EventProperty.sorted(event.values, of: .visit)), content: content(EventContent(event)))
    }
}
