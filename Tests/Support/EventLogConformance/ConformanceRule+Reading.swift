import EventLog
import MeshCore

extension ConformanceRule {
    static let reading: [ConformanceRule] = [
        ConformanceRule("Reading goes on where it ended, in pieces of the size that was asked for") { bench in
            let partition = try await bench.partition()
            for round in 0..<30 {
                try await bench.append(
                    (0..<10).map { "\(round)-\($0)-" + String(repeating: "x", count: 100) }, to: partition)
            }
            var (offset, count, pieces) = (Int64(0), 0, 0)
            while offset < 300 {
                let slice = try await bench.log.read(partition, from: offset, maximumBytes: 5000, waitingUntil: nil)
                try bench.expect(slice.batches.isEmpty, false, "a piece is empty")
                let bytes = slice.batches.reduce(0) { $0 + $1.bytes.count }
                try bench.expect(slice.batches.count == 1 || bytes <= 5000, true, "a piece of \(bytes) bytes")
                for batch in slice.batches { count += try batch.records().filter { $0.offset >= offset }.count }
                (offset, pieces) = (slice.nextOffset, pieces + 1)
            }
            try bench.expect(count, 300, "records")
            try bench.expect(pieces > 3, true, "there are \(pieces) pieces")
        },
        ConformanceRule("A reader at the end is given nothing, at once or at its deadline") { bench in
            let partition = try await bench.partition()
            try await bench.append(["a"], to: partition)
            for deadline in [nil, MonotonicInstant.now().advanced(by: .milliseconds(30))] {
                let slice = try await bench.log.read(partition, from: 1, maximumBytes: 1000, waitingUntil: deadline)
                try bench.expect(slice.batches.count, 0, "batches")
                try bench.expect(slice.nextOffset, 1, "where to read on")
                try bench.expect(slice.highWatermark, 1, "the high watermark")
            }
        },
        ConformanceRule("A reader that waits is given what is appended") { bench in
            let partition = try await bench.partition()
            let deadline = MonotonicInstant.now().advanced(by: .seconds(30))
            async let waiting = bench.log.read(partition, from: 0, maximumBytes: 1000, waitingUntil: deadline)
            try await bench.append(["a"], to: partition)
            let slice = try await waiting
            try bench.expect(slice.nextOffset, 1, "where to read on")
        },
        ConformanceRule("Several partitions can be waited for at once") { bench in
            let topic = try await bench.topic(partitions: 3)
            let positions = Dictionary(uniqueKeysWithValues: (0..<3).map { (topic.partition($0), Int64(0)) })
            let start = MonotonicInstant.now()
            async let waiting: Void = bench.log.waitForRecords(at: positions, until: start.advanced(by: .seconds(30)))
            try await bench.append(["a"], to: topic.partition(2))
            try await waiting
            try bench.expect(start.duration(to: .now()) < .seconds(25), true, "it waited for its deadline")
            try await bench.log.waitForRecords(at: positions, until: start.advanced(by: .seconds(30)))
            let later = [topic.partition(2): Int64(1)]
            try await bench.log.waitForRecords(at: later, until: MonotonicInstant.now().advanced(by: .milliseconds(20)))
        },
        ConformanceRule("Offsets that there are not are refused", needs: [.strictOffsets]) { bench in
            let partition = try await bench.partition()
            try await bench.append(["a", "b"], to: partition)
            for offset in [Int64(-1), 3, .max] {
                try await bench.expectError("reading from \(offset)") {
                    _ = try await bench.log.read(partition, from: offset, maximumBytes: 1000, waitingUntil: nil)
                } where: {
                    $0 == .offsetOutOfRange(partition, offset: offset, range: 0..<2)
                }
            }
        },
        ConformanceRule("A time finds the first record that is not before it") { bench in
            let partition = try await bench.partition()
            let start = Timestamp(milliseconds: 1_700_000_000_000)
            for number in 0..<100 {
                let record = LogRecord(value: bench.bytes("\(number)"), timestamp: start + .seconds(number))
                _ = try await bench.log.append([record], to: partition, duplicates: .keep)
            }
            let cases: [(Duration, Int64?)] = [
                (.seconds(-5), 0), (.zero, 0), (.milliseconds(1), 1), (.seconds(50), 50), (.milliseconds(98_500), 99),
                (.seconds(99), 99), (.seconds(100), nil),
            ]
            for (delay, offset) in cases {
                let found = try await bench.log.position(of: partition, at: start + delay)
                try bench.expect(found?.offset, offset, "the offset at \(delay)")
            }
        },
    ]
}
