import MeshCore

/// The young events of some visitors, and their visits.
struct YoungShare: Sendable {
    /// What is not laid out for good, by partition.
    private var events: [Int: [CodedEvent]] = [:]
    /// What is.
    private var chunks: [VisitSegment] = []
    /// The others.
    private var rest: [VisitSegment] = []
    private var isChanged = false

    var segments: [VisitSegment] { chunks + rest }

    /// How many events are not laid out for good.
    var eventCount: Int { events.values.reduce(0) { $0 + $1.count } }

    mutating func take(_ event: CodedEvent, of partition: Int) {
        events[partition, default: []].append(event)
        isChanged = true
    }

    /// Gives what is not laid out for good other numbers.
    mutating func renumber(_ change: (CodedEvent) -> CodedEvent) {
        for partition in events.keys.sorted() { events[partition] = events[partition]?.map(change) }
    }

    /// Puts the events into visits, and lays them out where one has changed.
    ///
    /// - Parameters:
    ///   - watermarks: Before which no event of a partition comes any more.
    ///   - chunk: How many visits are laid out together for good, at least.
    mutating func layOut(
        by rules: SessionRules, _ tables: EventTables, at watermarks: [Int: Timestamp], chunk: Int
    ) {
        guard isChanged else { return }
        isChanged = false
        var (closed, open) = (CodedVisits(of: tables), CodedVisits(of: tables))
        var (ordered, stillOpen): ([Int: [CodedEvent]], [Int: [CodedEvent]]) = ([:], [:])
        for (partition, events) in events.sorted(by: { $0.key < $1.key }) {
            let visits = rules.visits(of: events, tables)
            let isOpen = Self.open(visits, rules, at: watermarks[partition])
            for (place, isOpen) in isOpen.enumerated() {
                if isOpen {
                    open.append(visits[place])
                    stillOpen[partition, default: []] += visits[place]
                } else {
                    closed.append(visits[place])
                }
            }
            ordered[partition] = visits.events
        }
        if closed.count >= chunk {
            chunks += VisitSegment.segments(of: closed.sorted)
            rest = VisitSegment.segments(of: open.sorted)
            events = stillOpen
        } else {
            for visit in 0..<open.count { closed.append(open[visit]) }
            rest = VisitSegment.segments(of: closed.sorted)
            events = ordered
        }
    }

    /// Which visits may still change: whose last event an event can follow that comes, and those that no pause divides from such a one.
    private static func open(_ visits: CodedVisits, _ rules: SessionRules, at watermark: Timestamp?) -> [Bool] {
        guard let watermark else { return Array(repeating: true, count: visits.count) }
        var isOpen = Array(repeating: false, count: visits.count)
        var next: CodedEvent?
        for place in (0..<visits.count).reversed() {
            let visit = visits[place]
            let (first, last) = (visit[visit.startIndex], visit[visit.endIndex - 1])
            let isFollowed =
                next.map { $0.visitor == last.visitor && $0.time <= last.time + rules.inactivity } ?? false
            isOpen[place] = last.time + rules.inactivity >= watermark || (isFollowed && isOpen[place + 1])
            next = first
        }
        return isOpen
    }
}
