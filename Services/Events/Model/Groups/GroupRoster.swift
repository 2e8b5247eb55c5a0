import EventLog
import MeshCore

/// The members of a group and what each of them reads: leases and shares, told the time.
///
/// Whoever calls may find that the shares do not fit the members any more; then a new generation is begun in the log, so that
/// commits of the last one are refused, and the shares are settled under its number.
struct GroupRoster: Equatable, Sendable {
    /// The members who share a group at most: each call looks at all of them.
    static let mostMembers = 1000

    /// In which the shares were settled; 0 before the first.
    var generation: Int32 = 0
    var seats: [MemberID: GroupSeat] = [:]

    /// The topics that somebody wants.
    var topics: Set<TopicName> { seats.values.reduce(into: []) { $0.formUnion($1.topics) } }

    /// Whether somebody's time is over.
    func hasExpired(at now: Timestamp) -> Bool { seats.values.contains { $0.expiresAt <= now } }

    /// Lets go of those whose time is over.
    mutating func expire(at now: Timestamp) { seats = seats.filter { $0.value.expiresAt > now } }

    /// Takes a member in.
    ///
    /// - Throws: ``EventsError/groupFull(limit:)``.
    mutating func join(
        _ id: MemberID, topics: Set<TopicName>, term: Duration, at now: Timestamp
    ) throws(EventsError) {
        guard seats.count < Self.mostMembers else { throw .groupFull(limit: Self.mostMembers) }
        seats[id] = GroupSeat(id: id, topics: topics, term: term, expiresAt: now + term)
    }

    /// A member has shown that it lives.
    ///
    /// - Throws: ``EventsError/unknownMember`` when it is none, or is none any more.
    mutating func prolong(_ id: MemberID, at now: Timestamp) throws(EventsError) {
        guard let seat = seats[id] else { throw .unknownMember }
        seats[id]?.expiresAt = now + seat.term
    }

    /// Whether a member's lease need not be written yet: more than half of it is left.
    func isFresh(_ id: MemberID, at now: Timestamp) -> Bool {
        guard let seat = seats[id] else { return false }
        return now.duration(to: seat.expiresAt) > seat.term / 2
    }

    /// Whether the shares are what they should be.
    ///
    /// - Parameter counts: How many partitions each topic has; none when it is not named.
    func isSettled(_ counts: [TopicName: Int]) -> Bool { shares(counts) == seats.mapValues(\.share) }

    /// Shares out under a new number; each keeps what it had as far as that goes.
    mutating func settle(_ generation: Int32, _ counts: [TopicName: Int]) {
        self.generation = generation
        for (id, share) in shares(counts) { seats[id]?.share = share }
    }

    private func shares(_ counts: [TopicName: Int]) -> [MemberID: [TopicPartition]] {
        let wanted = topics
        let shares = StickyAssignor.shares(
            of: seats.mapValues(\.topics), partitionCounts: counts.filter { wanted.contains($0.key) },
            previous: seats.mapValues { Set($0.share) })
        return seats.mapValues { shares[$0.id] ?? [] }
    }
}
