import EventLog

extension ConformanceRule {
    static let topics: [ConformanceRule] = [
        ConformanceRule("A topic has the partitions and settings that it was made with") { bench in
            var settings = TopicSettings()
            settings.retentionTime = .seconds(3600)
            let made = try await bench.topic(partitions: 3, settings)
            let found = try await bench.log.topic(made.name)
            try bench.expect(found.partitions.count, 3, "partitions")
            try bench.expect(found.settings.retentionTime, .seconds(3600), "retention")
            let names = try await bench.log.topics().map(\.name)
            try bench.expect(names.filter { $0 == made.name }, [made.name], "its entry among all topics")
            try bench.expect(names, names.sorted(), "the order of the topics")
        },
        ConformanceRule("A topic is made once") { bench in
            let made = try await bench.topic()
            try await bench.expectError("making it again") {
                try await bench.log.createTopic(made.name, partitionCount: 1, settings: TopicSettings())
            } where: {
                $0 == .topicExists(made.name)
            }
        },
        ConformanceRule("Settings that make no sense are refused") { bench in
            for count in [0, -1, 1025] {
                try await bench.expectError("\(count) partitions") {
                    _ = try await bench.topic(partitions: count)
                } where: {
                    if case .invalidSettings = $0 { true } else { false }
                }
            }
        },
        ConformanceRule("Settings can be changed") { bench in
            let made = try await bench.topic()
            var settings = made.settings
            settings.retentionTime = .seconds(60)
            try await bench.log.changeTopic(made.name, settings: settings)
            try bench.expect(try await bench.log.topic(made.name).settings.retentionTime, .seconds(60), "retention")
        },
        ConformanceRule("A topic that is deleted is gone, with its records and commits") { bench in
            let made = try await bench.topic()
            let group = try bench.group()
            try await bench.append(["a", "b"], to: made.partition(0))
            try await bench.log.commit(
                [made.partition(0): CommittedOffset(offset: 1)], of: group, generation: nil)
            try await bench.log.deleteTopic(made.name)
            let unknown: (EventLogError) -> Bool = { $0 == .unknownTopic(made.name) }
            try await bench.expectError("asking for it") {
                _ = try await bench.log.topic(made.name)
            } where: {
                unknown($0)
            }
            try await bench.expectError("deleting it") {
                try await bench.log.deleteTopic(made.name)
            } where: {
                unknown($0)
            }
            try await bench.expectError("appending") {
                try await bench.append(["c"], to: made.partition(0))
            } where: {
                unknown($0)
            }
            _ = try await bench.log.createTopic(made.name, partitionCount: 1, settings: TopicSettings())
            try bench.expect(try await bench.log.offsets(of: made.partition(0)), 0..<0, "offsets when made anew")
            try bench.expect(try await bench.log.committedOffsets(of: group).count, 0, "commits when made anew")
        },
        ConformanceRule("A partition that there is not is refused") { bench in
            let missing = try await bench.topic(partitions: 2).partition(2)
            try await bench.expectError("reading") {
                _ = try await bench.log.offsets(of: missing)
            } where: {
                $0 == .unknownPartition(missing)
            }
        },
    ]
}
