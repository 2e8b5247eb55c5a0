import EventLog
import MeshCore

extension ConformanceRule {
    static let identities: [ConformanceRule] = [
        ConformanceRule(
            "An event that comes again is left out, and its first offset is told", needs: [.duplicateWindow]
        ) { bench in
            let partition = try await bench.partition()
            func event(_ id: String, source: String = "/shop") -> LogRecord {
                LogRecord(
                    value: bench.bytes(id),
                    headers: [RecordHeader("ce_source", source), RecordHeader("ce_id", id)])
            }
            let first = try await bench.log.append(
                [event("1"), event("2"), event("1")], to: partition, duplicates: .leaveOut)
            try bench.expect(
                first, [.appended(offset: 0), .appended(offset: 1), .duplicate(offset: 0)], "outcomes of one call")
            let second = try await bench.log.append(
                [event("2"), event("2", source: "/other"), LogRecord(value: bench.bytes("2"))], to: partition,
                duplicates: .leaveOut)
            try bench.expect(
                second, [.duplicate(offset: 1), .appended(offset: 2), .appended(offset: 3)], "outcomes of the next call"
            )
            let kept = try await bench.log.append([event("1")], to: partition, duplicates: .keep)
            try bench.expect(kept, [.appended(offset: 4)], "the outcome when duplicates are kept")
        },
        ConformanceRule("A batch that its producer sends again is appended once", needs: [.producerSequences]) {
            bench in
            let partition = try await bench.partition()
            let producer = try await bench.log.makeProducer()
            let batches = (0..<3).map { number in
                let stamp = ProducerStamp(producer: producer, baseSequence: Int32(number * 2))
                let records = ["\(number)a", "\(number)b"].map { LogRecord(value: bench.bytes($0)) }
                return RecordBatch(records, stamp: stamp, now: Timestamp(milliseconds: 1))
            }
            for (number, batch) in batches.enumerated() {
                let receipt = try await bench.log.append(batch, to: partition)
                try bench.expect(receipt.baseOffset, Int64(number * 2), "an offset")
                try bench.expect(receipt.isDuplicate, false, "a first time")
            }
            for (number, batch) in batches.enumerated() {
                let receipt = try await bench.log.append(batch, to: partition)
                try bench.expect(receipt.baseOffset, Int64(number * 2), "the offset of one that comes again")
                try bench.expect(receipt.isDuplicate, true, "a second time")
            }
            try bench.expect(try await bench.log.offsets(of: partition), 0..<6, "offsets")
        },
        ConformanceRule("A producer with a gap in its numbers is refused", needs: [.producerSequences]) { bench in
            let partition = try await bench.partition()
            let producer = try await bench.log.makeProducer()
            func batch(_ sequence: Int32, epoch: Int16 = 0) -> RecordBatch {
                let identity = ProducerIdentity(id: producer.id, epoch: epoch)
                let stamp = ProducerStamp(producer: identity, baseSequence: sequence)
                return RecordBatch([LogRecord(value: [1])], stamp: stamp, now: Timestamp(milliseconds: 1))
            }
            _ = try await bench.log.append(batch(0), to: partition)
            try await bench.expectError("a gap") {
                _ = try await bench.log.append(batch(2), to: partition)
            } where: {
                if case .sequenceOutOfOrder(_, expected: 1) = $0 { true } else { false }
            }
            _ = try await bench.log.append(batch(0, epoch: 1), to: partition)
            try await bench.expectError("an older epoch") {
                _ = try await bench.log.append(batch(1), to: partition)
            } where: {
                if case .producerFenced(_, current: 1) = $0 { true } else { false }
            }
            try bench.expect(try await bench.log.offsets(of: partition), 0..<2, "offsets")
        },
        ConformanceRule("No two producers are given one identity") { bench in
            let log = bench.log
            let made = try await withThrowingTaskGroup(of: ProducerIdentity.self) { group in
                for _ in 0..<20 { group.addTask { try await log.makeProducer() } }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            try bench.expect(made.count, 20, "identities")
        },
    ]
}
