import MeshCore
import Testing

@testable import EventLog

@Suite("The order of what is appended at once")
struct OrderTests {
    private let partition = Sample.partition()

    @Test("Batches that are begun one after another are in that order, also where they fill segments")
    func order() async throws {
        let log = try await TestLog().open()
        var settings = TopicSettings()
        settings.segmentBytes = 4096
        try await log.createTopic(partition.topic, partitionCount: 1, settings: settings)
        #expect(!log.keepsOrder(of: partition))
        try await log.append(["first"], to: partition)
        #expect(log.keepsOrder(of: partition))
        // Numbered, so that one that came before its predecessor would be refused.
        let producer = try await log.makeProducer()
        let offsets = try await withThrowingTaskGroup(of: (Int, Int64).self) { group in
            for number in 0..<400 {
                let batch = RecordBatch(
                    [Sample.record("\(number)" + String(repeating: " ", count: 200))],
                    stamp: ProducerStamp(producer: producer, baseSequence: Int32(number)), now: .init(milliseconds: 1))
                group.addImmediateTask { (number, try await log.append(batch, to: partition).baseOffset) }
            }
            return try await group.reduce(into: [Int64](repeating: -1, count: 400)) { $0[$1.0] = $1.1 }
        }
        #expect(offsets == Array(1...400))
        try await log.close()
    }
}
