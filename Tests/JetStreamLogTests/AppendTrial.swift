import EventLog
import JetStreamLog
import MeshCore
import Synchronization
import Testing

/// Events that two instances append to one partition, each again until it is acknowledged.
final class AppendTrial: Sendable {
    private let log: JetStreamLog
    private let partition: TopicPartition
    private let acknowledged = Mutex<[String: Int64]>([:])

    /// Makes the topic.
    init(_ log: JetStreamLog, _ other: JetStreamLog) async throws {
        self.log = log
        let name = try #require(TopicName("trial"))
        partition = try await log.createTopic(name, partitionCount: 1, settings: TopicSettings()).partition(0)
        try #require(try await other.topic(name).partitions.count == 1)
    }

    /// Appends events one after another until the course is over.
    func write(_ writer: Int, to log: JetStreamLog, until course: KillCourse) async {
        var number = 0
        while !course.isOver {
            let id = "\(writer)-\(number)"
            let record = LogRecord(
                value: ArraySlice(id.utf8), headers: [RecordHeader("ce_source", "/trial"), RecordHeader("ce_id", id)])
            do {
                let outcome = try await log.append([record], to: partition, duplicates: .leaveOut)[0]
                acknowledged.withLock { $0[id] = outcome.offset }
                number += 1
            } catch {
                // Whether it is stored is not known; it is appended again, and left out if it was.
            }
        }
    }

    /// Proves that what is stored is what was acknowledged, each once, where it was said to be, without gaps.
    ///
    /// - Parameter run: What tells this run from others, for who has to repeat it.
    func verify(_ run: String) async throws {
        var (offset, found) = (Int64(0), [String: Int64]())
        while true {
            let slice = try await log.read(partition, from: offset, maximumBytes: 1 << 20, waitingUntil: nil)
            for record in try slice.batches.flatMap({ try $0.records() }) where record.offset >= offset {
                try #require(record.offset == offset, "\(run): offsets have no gaps")
                let id = String(decoding: record.value ?? [], as: UTF8.self)
                #expect(found.updateValue(record.offset, forKey: id) == nil, "\(run): \(id) is there twice")
                offset += 1
            }
            if slice.nextOffset >= slice.highWatermark { break }
        }
        let wanted = acknowledged.withLock { $0 }
        print("\(run): \(wanted.count) events acknowledged by two instances")
        #expect(wanted.count > 100)
        for (id, offset) in wanted { #expect(found[id] == offset, "\(run): \(id) was acknowledged") }
        // Each writer may have one that it was not told of before the end.
        #expect(found.count - wanted.count <= 4)
    }
}
