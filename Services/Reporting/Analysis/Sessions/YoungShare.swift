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

    mutating func take(_ more: [CodedEvent], of partition: Int) {
        guard !more.isEmpty else { return }
        events[partition, default: []] += more
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
        // The visits of each partition, and which of them may still change.
        var (visits, isOpen): ([CodedVisits], [[Bool]]) = ([], [])
        let partitions = events.keys.sorted()
        for partition in partitions {
            visits.append(rules.visits(of: events[partition] ?? [], tables))
            isOpen.append(Self.open(visits[visits.count - 1], rules, at: watermarks[partition]))
            // From here on they are there in their order.
            events[partition] = visits[visits.count - 1].events
        }
        guard isOpen.reduce(0, { $0 + $1.count { !$0 } }) >= chunk else {
            rest = VisitSegment.segments(of: CodedVisits(merging: visits, of: tables) { _, _ in true })
            return
        }
        chunks += VisitSegment.segments(of: CodedVisits(merging: visits, of: tables) { !isOpen[$0][$1] })
        rest = VisitSegment.segments(of: CodedVisits(merging: visits, of: tables) { isOpen[$0][$1] })
        for (number, partition) in partitions.enumerated() {
            let open = (0..<visits[number].count).filter { isOpen[number][$0] }.flatMap { visits[number][$0] }
            events[partition] = open.isEmpty ? nil : open
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
