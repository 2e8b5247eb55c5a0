import EventLog
import MeshCore

/// Lets consumers share the partitions of topics, over HTTP: each is a member by a lease, and may call any instance.
struct GroupDesk: Sendable {
    let log: SharedLog
    let store: GroupStore
    let clock: any WallClock

    /// How often the shares are settled anew within one call, because others come and go at the same time; the next call
    /// goes on with it.
    private static let rounds = 3

    /// Takes a new member in.
    ///
    /// - Throws: ``EventsError/groupFull(limit:)``; `EventLogError.unknownTopic`; `StoreError`.
    func join(
        _ group: GroupName, as id: MemberID, topics: Set<TopicName>, term: Duration
    ) async throws -> GroupRoster {
        for topic in topics { _ = try await log.topic(topic) }
        let roster = try await store.change(group) { [clock] roster in
            let now = clock.now()
            roster.expire(at: now)
            try roster.join(id, topics: topics, term: term, at: now)
        }
        return try await settled(roster, group)
    }

    /// A member shows that it lives, and is told what it is to read.
    ///
    /// - Throws: ``EventsError/unknownMember``; `EventLogError`; `StoreError`.
    func touch(_ group: GroupName, _ id: MemberID) async throws -> GroupRoster {
        let now = clock.now()
        var roster = try store.roster(of: group)
        if roster.hasExpired(at: now) || !roster.isFresh(id, at: now) {
            roster = try await store.change(group) { [clock] roster in
                let now = clock.now()
                roster.expire(at: now)
                try roster.prolong(id, at: now)
            }
        }
        return try await settled(roster, group)
    }

    /// A member goes; what it read goes to the others with their next calls. There need not be one.
    func leave(_ group: GroupName, _ id: MemberID) async throws {
        try await store.change(group) { $0.seats[id] = nil }
    }

    /// Remembers how far a member has come.
    ///
    /// - Throws: ``EventsError/unknownMember``; ``EventsError/notAssigned(_:)``; `EventLogError.staleGeneration`.
    func commit(
        _ offsets: [TopicPartition: CommittedOffset], of group: GroupName, by id: MemberID, generation: Int32
    ) async throws {
        let roster = try await touch(group, id)
        guard generation == roster.generation else {
            throw EventLogError.staleGeneration(group, current: roster.generation)
        }
        let share = Set(roster.seats[id]?.share ?? [])
        if let foreign = offsets.keys.first(where: { !share.contains($0) }) { throw EventsError.notAssigned(foreign) }
        // Whoever begins a later generation in between makes the log refuse it.
        try await log.commit(offsets, of: group, generation: generation)
    }

    private func settled(_ roster: GroupRoster, _ group: GroupName) async throws -> GroupRoster {
        var roster = roster
        for _ in 0..<Self.rounds {
            let counts = try await partitionCounts(of: roster.topics)
            if roster.isSettled(counts) { break }
            let generation = try await log.beginGeneration(of: group)
            roster = try await store.change(group) { roster in
                // Whoever began a later one has seen all who had joined before it began.
                if generation > roster.generation { roster.settle(generation, counts) }
            }
        }
        return roster
    }

    private func partitionCounts(of topics: Set<TopicName>) async throws -> [TopicName: Int] {
        var counts: [TopicName: Int] = [:]
        for topic in topics {
            do {
                counts[topic] = try await log.topic(topic).partitions.count
            } catch EventLogError.unknownTopic {
                // It was removed, and has no partitions any more.
            }
        }
        return counts
    }
}
