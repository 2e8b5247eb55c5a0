import EventCollection
import EventsAPI
import MeshCore
import Testing

@testable import EventLog
@testable import Reporting

@Suite("A page of what was collected")
struct CollectedPageTests {
    private static let now = Timestamp(milliseconds: 1_781_000_000_000)

    private static func batch(_ values: [JSONValue], at offset: Int64) -> [UInt8] {
        Array(
            RecordBatch(values.map { LogRecord(value: $0.utf8[...]) }, now: now).placed(at: offset, epoch: 0).bytes)
    }

    @Test("passes over a batch that its producer has broken, tells its offsets, and has what stands around it")
    func broken() throws {
        let events = ShopTraffic(seed: 4, until: Self.now, days: 1, visitsPerDay: 3).events.prefix(4).map(\.json)
        try #require(events.count == 4)
        var middle = Self.batch(Array(events[1...2]), at: 1)
        // A record whose length is below 0, under a checksum that holds.
        middle[RecordBatchHeader.length] = 0x7F
        RecordBatchHeader.seal(&middle, from: 0, byteCount: middle.count)
        let bytes = Self.batch([events[0]], at: 0) + middle + Self.batch([events[3]], at: 3)
        let page = RecordBatches(bytes: bytes, nextOffset: 4, earliestOffset: 0, highWatermark: 4)
        let all = try CollectedPage(page, from: 0, to: 4)
        #expect(all.broken == [1...2] && all.unreadableCount == 0)
        #expect(all.bySite.values.reduce(0) { $0 + $1.count } == 2)
        #expect(try CollectedPage(page, from: 3, to: 4).broken.isEmpty, "what was counted before is not counted again")
    }
}
