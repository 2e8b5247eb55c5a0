import EventLog
import MeshCore

/// Reads records for a member of a group, out of all its partitions.
struct GroupReader: Sendable {
    let desk: GroupDesk
    let drain: DrainMark

    /// A wait is cut into parts of this length, after each of which the lease, the shares and the drain are looked at.
    private static let waitPart: Duration = .seconds(1)

    /// What was read.
    struct Records: Sendable {
        let roster: GroupRoster
        /// The partitions of which there was something.
        let pages: [(place: TopicPartition, page: ReadPage)]
    }

    /// Reads, and waits for the first record.
    ///
    /// - Parameters:
    ///   - positions: Where the member is; in its other partitions it goes on at what is committed, or at the oldest.
    ///   - limit: The most records of all partitions together.
    ///   - wait: How long to wait when there is none. A change of the member's share ends it.
    /// - Throws: ``EventsError/unknownMember``; `EventLogError`.
    func poll(
        _ group: GroupName, _ id: MemberID, positions: [TopicPartition: Int64], limit: Int, wait: Duration
    ) async throws -> Records {
        var end = MonotonicInstant.now().advanced(by: wait)
        if let deadline = desk.log.deadline { end = min(end, deadline.instant.advanced(by: .milliseconds(-200))) }
        let first = try await desk.touch(group, id)
        var roster = first
        while true {
            var places = try await self.places(of: id, in: roster, group, positions)
            let pages = try await read(&places, limit: limit)
            let now = MonotonicInstant.now()
            if !pages.isEmpty || now >= end || drain.isSet { return Records(roster: roster, pages: pages) }
            if !places.isEmpty {
                try await desk.log.waitForRecords(
                    at: places, until: min(end, now.advanced(by: Self.waitPart)))
            } else {
                try await desk.log.pauses.sleep(for: min(now.duration(to: end), Self.waitPart))
            }
            roster = try await desk.touch(group, id)
            if roster.generation != first.generation { return Records(roster: roster, pages: []) }
        }
    }

    /// Where each partition of a member is read on.
    private func places(
        of id: MemberID, in roster: GroupRoster, _ group: GroupName, _ positions: [TopicPartition: Int64]
    ) async throws -> [TopicPartition: Int64] {
        let committed = try await desk.log.committedOffsets(of: group)
        var places: [TopicPartition: Int64] = [:]
        for place in roster.seats[id]?.share ?? [] { places[place] = positions[place] ?? committed[place]?.offset ?? 0 }
        return places
    }

    /// Reads from each in its turn, beginning where the least was read, until the limit is reached.
    private func read(
        _ places: inout [TopicPartition: Int64], limit: Int
    ) async throws -> [(place: TopicPartition, page: ReadPage)] {
        var pages: [(place: TopicPartition, page: ReadPage)] = []
        var rest = limit
        for (place, offset) in places.sorted(by: { ($0.value, $0.key) < ($1.value, $1.key) }) where rest > 0 {
            let (start, slice) = try await slice(of: place, from: offset)
            places[place] = start
            guard slice.nextOffset > start else { continue }
            let page = ReadPage(slice, from: start, limit: rest)
            rest -= page.records.count
            pages.append((place, page))
        }
        return pages
    }

    /// What retention has removed in the meantime is passed over.
    private func slice(of place: TopicPartition, from offset: Int64) async throws -> (start: Int64, slice: LogSlice) {
        do {
            return (offset, try await read(place, offset))
        } catch EventLogError.offsetOutOfRange(_, _, let range) where offset < range.lowerBound {
            return (range.lowerBound, try await read(place, range.lowerBound))
        }
    }

    private func read(_ place: TopicPartition, _ offset: Int64) async throws -> LogSlice {
        try await desk.log.read(
            place, from: offset, maximumBytes: RecordSource.pageBytes, waitingUntil: nil)
    }
}
