import MeshCore
import Testing

@testable import EventLog

@Suite("Sharing partitions out")
struct StickyAssignorTests {
    private static func topic(_ number: Int) -> TopicName { Sample.partition("t\(number)").topic }
    private static func member(_ number: Int) -> MemberID { MemberID("m\(number)") }

    @Test("One who comes takes from the others, and they keep the rest; one who goes leaves all to them")
    func stickiness() {
        let topic = Self.topic(0)
        func shares(
            _ members: Range<Int>, _ previous: [MemberID: [TopicPartition]] = [:]
        ) -> [MemberID: [TopicPartition]] {
            StickyAssignor.shares(
                of: Dictionary(uniqueKeysWithValues: members.map { (Self.member($0), [topic]) }),
                partitionCounts: [topic: 12], previous: previous.mapValues(Set.init))
        }
        let two = shares(0..<2)
        #expect(two.values.map(\.count) == [6, 6])
        let three = shares(0..<3, two)
        #expect(three.values.map(\.count) == [4, 4, 4])
        for number in 0..<2 {
            #expect(Set(three[Self.member(number)] ?? []).isSubset(of: Set(two[Self.member(number)] ?? [])))
        }
        let without = shares(1..<3, three)
        #expect(without.values.map(\.count) == [6, 6])
        for number in 1..<3 {
            #expect(Set(three[Self.member(number)] ?? []).isSubset(of: Set(without[Self.member(number)] ?? [])))
        }
    }

    @Test(
        "Every wanted partition is in one share, none could be moved to even out, and nothing moves without need",
        arguments: 0..<200)
    func random(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let counts = Dictionary(
            uniqueKeysWithValues: (0..<4).map { (Self.topic($0), Int.random(in: 0...9, using: &random)) })
        var previous: [MemberID: Set<TopicPartition>] = [:]
        for _ in 0..<4 {
            var subscriptions: [MemberID: Set<TopicName>] = [:]
            for number in 0..<6 where Bool.random(using: &random) {
                subscriptions[Self.member(number)] = Set(
                    (0..<5).filter { _ in Bool.random(using: &random) }.map(Self.topic))
            }
            let shares = StickyAssignor.shares(of: subscriptions, partitionCounts: counts, previous: previous)
            let wanted = counts.flatMap { topic, count in
                subscriptions.values.contains { $0.contains(topic) }
                    ? (0..<count).map { TopicPartition(topic, $0) } : []
            }
            #expect(shares.values.flatMap(\.self).sorted() == wanted.sorted())
            #expect(Set(shares.keys) == Set(subscriptions.keys))
            for (member, share) in shares {
                for partition in share {
                    let others = subscriptions.filter { $0.value.contains(partition.topic) }.keys
                    #expect(subscriptions[member]?.contains(partition.topic) == true)
                    #expect(others.allSatisfy { (shares[$0] ?? []).count + 1 >= share.count })
                }
            }
            previous = shares.mapValues(Set.init)
            #expect(StickyAssignor.shares(of: subscriptions, partitionCounts: counts, previous: previous) == shares)
        }
    }
}
