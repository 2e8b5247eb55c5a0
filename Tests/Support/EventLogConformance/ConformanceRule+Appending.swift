import EventLog
import MeshCore

extension ConformanceRule {
    static let appending: [ConformanceRule] = [
        ConformanceRule("Offsets begin at 0 and have no gaps, and records keep their order") { bench in
            let partition = try await bench.partition()
            let first = try await bench.append(["a", "b", "c"], to: partition)
            let second = try await bench.append(["d"], to: partition)
            try bench.expect((first + second).map(\.offset), [0, 1, 2, 3], "offsets")
            try bench.expect(try await bench.values(partition), ["a", "b", "c", "d"], "values")
            try bench.expect(try await bench.log.offsets(of: partition), 0..<4, "the partition's offsets")
        },
        ConformanceRule("What is acknowledged is seen at once") { bench in
            let partition = try await bench.partition()
            for number in 0..<20 {
                let offset = try await bench.append(["\(number)"], to: partition)[0].offset
                try bench.expect(try await bench.values(partition, from: offset ?? -1), ["\(number)"], "the last value")
            }
        },
        ConformanceRule("Many callers at once lose nothing and double nothing") { bench in
            let partition = try await bench.partition()
            let acknowledged = try await withThrowingTaskGroup(of: [(Int64?, String)].self) { group in
                for caller in 0..<40 {
                    group.addTask {
                        var pairs: [(Int64?, String)] = []
                        for round in 0..<10 {
                            let values = (0..<3).map { "\(caller)-\(round)-\($0)" }
                            let outcomes = try await bench.append(values, to: partition)
                            pairs += zip(outcomes.map(\.offset), values)
                        }
                        return pairs
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            let records = try await bench.records(partition)
            try bench.expect(records.map(\.offset), Array(0..<1200), "offsets")
            for (offset, value) in acknowledged {
                let index = Int(try bench.require(offset, "every record is appended"))
                try bench.expect(records[index].value ?? [], bench.bytes(value), "the value at \(index)")
            }
            for caller in 0..<40 {
                let own = records.map { String(decoding: $0.value ?? [], as: UTF8.self) }
                    .filter { $0.hasPrefix("\(caller)-") }
                let wanted = (0..<10).flatMap { round in (0..<3).map { "\(caller)-\(round)-\($0)" } }
                try bench.expect(own, wanted, "the order of one caller")
            }
        },
        ConformanceRule("A record comes back as it was: key, value, headers, time, and what of them is missing") {
            bench in
            let partition = try await bench.partition()
            let time = Timestamp(milliseconds: 1_700_000_000_123)
            let records = [
                LogRecord(
                    key: bench.bytes("k"), value: bench.bytes("v"),
                    headers: [
                        RecordHeader("a", "1"), RecordHeader("a", "2"), RecordHeader("b", nil as ArraySlice<UInt8>?),
                    ],
                    timestamp: time),
                LogRecord(key: nil, value: [], timestamp: time + .seconds(1)),
                LogRecord(key: [], value: nil, timestamp: time - .seconds(1)),
                LogRecord(key: [0, 255], value: ArraySlice(repeating: 7, count: 10_000), timestamp: time),
            ]
            _ = try await bench.log.append(records, to: partition, duplicates: .keep)
            let found = try await bench.records(partition).map {
                LogRecord(key: $0.key, value: $0.value, headers: $0.headers, timestamp: $0.timestamp)
            }
            try bench.expect(found, records, "records")
        },
        ConformanceRule("A record that is too large is left out, and the others are not") { bench in
            var settings = TopicSettings()
            settings.maximumBatchBytes = 2048
            let partition = try await bench.partition(settings)
            let outcomes = try await bench.append(["a", String(repeating: "x", count: 5000), "b"], to: partition)
            try bench.expect(
                outcomes, [.appended(offset: 0), .tooLarge(limit: 2048), .appended(offset: 1)], "outcomes")
            try bench.expect(try await bench.values(partition), ["a", "b"], "values")
        },
        ConformanceRule("Records of one key are in one partition, in their order") { bench in
            let topic = try await bench.topic(partitions: 4)
            let records = (0..<200).map { LogRecord(key: bench.bytes("key-\($0 % 17)"), value: bench.bytes("\($0)")) }
            let outcomes = await bench.log.append(records, to: topic, duplicates: .keep)
            try bench.expect(outcomes.count, 200, "outcomes")
            var places: [Int: TopicPartition] = [:]
            for (index, outcome) in outcomes.enumerated() {
                _ = try outcome.result.get()
                let known = places.updateValue(outcome.partition, forKey: index % 17)
                try bench.expect(known ?? outcome.partition, outcome.partition, "the partition of a key")
            }
            for number in 0..<4 {
                let found = try await bench.values(topic.partition(number)).compactMap { Int($0) }
                let wanted = (0..<200).filter { places[$0 % 17] == topic.partition(number) }
                try bench.expect(found, wanted, "the values of partition \(number)")
            }
        },
        ConformanceRule("A batch comes back as its producer made it", needs: [.identicalBatches]) { bench in
            let partition = try await bench.partition()
            try await bench.append(["before"], to: partition)
            let records = (0..<50).map { LogRecord(key: bench.bytes("\($0)"), value: bench.bytes("value \($0)")) }
            let batch = RecordBatch(records, now: Timestamp(milliseconds: 5))
            let receipt = try await bench.log.append(batch, to: partition)
            try bench.expect(receipt.baseOffset, 1, "its offset")
            let slice = try await bench.log.read(partition, from: 1, maximumBytes: 1 << 20, waitingUntil: nil)
            let found = try bench.require(slice.batches.first, "the batch is there")
            try bench.expect(found.header.baseOffset, 1, "its base offset")
            try bench.expect(Array(found.bytes.dropFirst(16)), Array(batch.bytes.dropFirst(16)), "its bytes")
        },
    ]
}
