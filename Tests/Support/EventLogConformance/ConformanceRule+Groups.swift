import EventLog

extension ConformanceRule {
    static let groups: [ConformanceRule] = [
        ConformanceRule("A group's commits come back, the last of each partition") { bench in
            let topic = try await bench.topic(partitions: 2)
            let group = try bench.group()
            try bench.expect(try await bench.log.committedOffsets(of: group).count, 0, "commits at first")
            let (one, two) = (topic.partition(0), topic.partition(1))
            try await bench.log.commit(
                [one: CommittedOffset(offset: 5, note: "n"), two: CommittedOffset(offset: 7)], of: group,
                generation: nil)
            try await bench.log.commit([two: CommittedOffset(offset: 3)], of: group, generation: nil)
            let found = try await bench.log.committedOffsets(of: group)
            try bench.expect(
                found, [one: CommittedOffset(offset: 5, note: "n"), two: CommittedOffset(offset: 3)], "commits")
            try bench.expect(try await bench.log.groups().contains(group), true, "its entry among all groups")
            try await bench.log.deleteGroup(group)
            try bench.expect(try await bench.log.committedOffsets(of: group).count, 0, "commits when it is deleted")
            try bench.expect(try await bench.log.groups().contains(group), false, "its entry when it is deleted")
        },
        ConformanceRule("A commit of an earlier generation is refused") { bench in
            let partition = try await bench.partition()
            let group = try bench.group()
            let first = try await bench.log.beginGeneration(of: group)
            try await bench.log.commit([partition: CommittedOffset(offset: 1)], of: group, generation: first)
            let second = try await bench.log.beginGeneration(of: group)
            try bench.expect([first, second], [1, 2], "generations")
            for stale in [first, 3] {
                try await bench.expectError("generation \(stale)") {
                    try await bench.log.commit([partition: CommittedOffset(offset: 9)], of: group, generation: stale)
                } where: {
                    $0 == .staleGeneration(group, current: 2)
                }
            }
            try await bench.log.commit([partition: CommittedOffset(offset: 2)], of: group, generation: second)
            let found = try await bench.log.committedOffsets(of: group)
            try bench.expect(found, [partition: CommittedOffset(offset: 2)], "commits")
        },
        ConformanceRule("A commit that cannot be taken whole is not taken") { bench in
            let topic = try await bench.topic()
            let group = try bench.group()
            let missing = topic.partition(1)
            try await bench.expectError("a missing partition") {
                try await bench.log.commit(
                    [topic.partition(0): CommittedOffset(offset: 1), missing: CommittedOffset(offset: 1)], of: group,
                    generation: nil)
            } where: {
                $0 == .unknownPartition(missing)
            }
            try bench.expect(try await bench.log.committedOffsets(of: group).count, 0, "commits")
        },
    ]
}
