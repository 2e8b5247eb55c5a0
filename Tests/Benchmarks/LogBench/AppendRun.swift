import EventLog
import MeshCore

/// Callers that append as fast as they are acknowledged, and then one that reads all of it.
struct AppendRun: Sendable {
    let log: SegmentLog
    let partitions: Int
    let batchSize: Int
    let callers: Int
    let seconds: Double

    /// Appends for so long, reads it back, and says how fast that was.
    func measure() async throws -> String {
        guard let name = TopicName("bench-\(partitions)-\(batchSize)-\(callers)") else { return "" }
        let topic = try await log.createTopic(name, partitionCount: partitions, settings: TopicSettings())
        let start = MonotonicInstant.now()
        let end = start.advanced(by: .seconds(seconds))
        let waits = try await withThrowingTaskGroup(of: [Int64].self) { group in
            for caller in 0..<callers {
                group.addTask { try await append(to: topic.partition(caller % partitions), until: end) }
            }
            return try await group.reduce(into: []) { $0 += $1 }.sorted()
        }
        let took = start.duration(to: .now()).seconds
        let count = waits.count * batchSize
        let readSeconds = try await read(topic)
        try await log.deleteTopic(name)
        func milliseconds(_ share: Double) -> Double {
            (Double(waits[min(waits.count - 1, Int(Double(waits.count) * share))]) / 10_000).rounded() / 100
        }
        return """
            {"partitions": \(partitions), "batch": \(batchSize), "callers": \(callers), \
            "recordsPerSecond": \(Int(Double(count) / took)), "p50Milliseconds": \(milliseconds(0.5)), \
            "p99Milliseconds": \(milliseconds(0.99)), "readPerSecond": \(Int(Double(count) / readSeconds))}
            """
    }

    private func append(to partition: TopicPartition, until end: MonotonicInstant) async throws -> [Int64] {
        let record = LogRecord(value: ArraySlice(repeating: 0x61, count: 256))
        let records = Array(repeating: record, count: batchSize)
        var waits: [Int64] = []
        while true {
            let start = MonotonicInstant.now()
            guard start < end else { return waits }
            _ = try await log.append(records, to: partition, duplicates: .leaveOut)
            waits.append(start.nanoseconds(to: .now()))
        }
    }

    private func read(_ topic: Topic) async throws -> Double {
        let start = MonotonicInstant.now()
        for number in topic.partitions.indices {
            var offset: Int64 = 0
            while true {
                let slice = try await log.read(
                    topic.partition(number), from: offset, maximumBytes: 1 << 20, waitingUntil: nil)
                for batch in slice.batches { _ = try batch.records() }
                if slice.nextOffset == offset { break }
                offset = slice.nextOffset
            }
        }
        return start.duration(to: .now()).seconds
    }
}
