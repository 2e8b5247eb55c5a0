import EventLog
import MeshCore
import Testing

@testable import Events

@Suite("The roster of a group")
struct GroupRosterTests {
    private static let views: TopicName = {
        guard let name = TopicName("views") else { preconditionFailure("views is a name") }
        return name
    }()
    private static let counts = [views: 6]
    private let start = Timestamp(milliseconds: 1_000_000)

    private func joined(_ names: String...) throws -> GroupRoster {
        var roster = GroupRoster()
        for name in names {
            try roster.join(MemberID(name), topics: [Self.views], term: .seconds(10), at: start)
            if !roster.isSettled(Self.counts) { roster.settle(roster.generation + 1, Self.counts) }
        }
        return roster
    }

    private func share(_ roster: GroupRoster, _ name: String) -> [Int] {
        roster.seats[MemberID(name)]?.share.map(\.partition) ?? []
    }

    @Test("shares out evenly, and who stays keeps what it had as far as that goes")
    func sticky() throws {
        let one = try joined("a")
        #expect(share(one, "a") == [0, 1, 2, 3, 4, 5] && one.generation == 1)
        var two = one
        try two.join(MemberID("b"), topics: [Self.views], term: .seconds(10), at: start)
        #expect(!two.isSettled(Self.counts))
        two.settle(2, Self.counts)
        #expect(two.isSettled(Self.counts) && two.generation == 2)
        #expect(share(two, "a").count == 3 && Set(share(two, "a") + share(two, "b")) == Set(0..<6))
        var three = two
        try three.join(MemberID("c"), topics: [Self.views], term: .seconds(10), at: start)
        three.settle(3, Self.counts)
        for name in ["a", "b"] { #expect(Set(share(three, name)).isSubset(of: share(two, name))) }
    }

    @Test("lets go of who was silent for its term, not before, and knows it no more")
    func expiry() throws {
        var roster = try joined("a", "b")
        try roster.prolong(MemberID("b"), at: start + .seconds(5))
        #expect(!roster.hasExpired(at: start + .milliseconds(9999)) && roster.hasExpired(at: start + .seconds(10)))
        roster.expire(at: start + .seconds(10))
        #expect(Array(roster.seats.keys) == [MemberID("b")] && !roster.isSettled(Self.counts))
        #expect(throws: EventsError.unknownMember) { try roster.prolong(MemberID("a"), at: start) }
        roster.settle(9, Self.counts)
        #expect(share(roster, "b") == [0, 1, 2, 3, 4, 5])
    }

    @Test("is settled when a newcomer gets nothing, and not when a topic has grown or gone")
    func settled() throws {
        var roster = GroupRoster()
        try roster.join(MemberID("a"), topics: [Self.views], term: .seconds(10), at: start)
        roster.settle(1, [Self.views: 1])
        try roster.join(MemberID("b"), topics: [Self.views], term: .seconds(10), at: start)
        #expect(roster.isSettled([Self.views: 1]))
        #expect(!roster.isSettled([:]) && !roster.isSettled([Self.views: 2]))
    }

    @Test("has no more members than may be")
    func full() throws {
        var roster = GroupRoster()
        for number in 0..<GroupRoster.mostMembers {
            try roster.join(MemberID("m\(number)"), topics: [Self.views], term: .seconds(10), at: start)
        }
        #expect(throws: EventsError.groupFull(limit: GroupRoster.mostMembers)) {
            try roster.join(MemberID("one more"), topics: [Self.views], term: .seconds(10), at: start)
        }
    }
}
